import { expect, test } from "vitest";
import { writeRun } from "../conformance/fixtures.ts";
import { openStore } from "../open-store.ts";
import { createDatabase } from "../postgres-server/create-database.ts";
import { PostgresServer } from "../postgres-server/postgres-server.ts";
import { runStatement } from "../postgres-server/run-statement.ts";
import { hasPostgres } from "../testing/temporary-database.ts";

/** Transactions that get a number and come to nothing. A crash forgets all of them. */
const FORGOTTEN = 40;

test.skipIf(!hasPostgres)(
  "a crash that forgets the numbers of transactions hides no run from a feed",
  { timeout: 120_000 },
  async () => {
    await using server = await PostgresServer.start();
    const { url } = await createDatabase(server.url("postgres"));
    const before = await openStore(url);
    await writeRun(before, "first", [{}]);
    for (let count = 0; count < FORGOTTEN; count += 1) {
      const [[number]] = (await runStatement(url, "SELECT pg_current_xact_id()::text")) as [
        [string],
      ];
      expect(Number(number)).toBeGreaterThan(0);
    }
    const { cursor } = await before.feed({ limit: 10 });
    await server.stop("immediate");
    await before.close();
    await server.restart();

    const after = await openStore(url);
    await writeRun(after, "second", [{}]);
    const page = await after.feed({ limit: 10, cursor });
    expect(page.runs.map(({ name }) => name)).toEqual(["second"]);
    await after.close();
  },
);
