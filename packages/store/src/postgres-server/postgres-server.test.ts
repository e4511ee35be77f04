import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { runChild } from "../testing/run-child.ts";
import { hasPostgres } from "../testing/temporary-database.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { createDatabase } from "./create-database.ts";
import { findPrograms } from "./find-programs.ts";
import { PostgresServer } from "./postgres-server.ts";
import { runStatement } from "./run-statement.ts";

vi.setConfig({ testTimeout: 120_000 });

/** A folder with programs that say that they are of this version. */
function programs(version: string): string {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  for (const name of ["initdb", "postgres"]) {
    writeFileSync(join(folder, name), `#!/bin/sh\necho "${name} (PostgreSQL) ${version}"\n`, {
      mode: 0o755,
    });
  }
  return folder;
}

describe.skipIf(process.platform === "win32")("finding the programs", () => {
  test("on the path, past a version that is too old", () => {
    const [old, fit] = [programs("14.9"), programs("16.1")];
    const PATH = [temporaryFolder(), old, fit].join(delimiter);
    expect(findPrograms({ PATH })).toEqual({ bin: fit, version: 16 });
  });

  test("where RUNLEDGER_POSTGRES_BIN says, and nowhere else", () => {
    const [named, onPath] = [programs("17.2"), programs("16.1")];
    expect(findPrograms({ PATH: onPath, RUNLEDGER_POSTGRES_BIN: named })?.bin).toBe(named);
    const environment = { PATH: onPath, RUNLEDGER_POSTGRES_BIN: programs("14.9") };
    expect(() => findPrograms(environment)).toThrow(/RUNLEDGER_POSTGRES_BIN .* 15 or later/);
  });
});

describe.skipIf(!hasPostgres)("a server", () => {
  test("survives being killed, restarts on its port, and keeps its databases", async () => {
    await using server = await PostgresServer.start({ settings: { max_connections: "17" } });
    const { url } = await createDatabase(server.url("postgres"));
    for (const mode of ["kill", "immediate", "fast"] as const) {
      await server.restart(mode);
      expect(await runStatement(url, "SHOW max_connections")).toEqual([["17"]]);
    }
    await server.stop("fast");
    await expect(runStatement(url, "SELECT 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  test("ends with the process that started it, and leaves nothing behind", async () => {
    const child = runChild("leave-postgres.ts", []);
    const [pid, folder] = ((await child.nextLine()) ?? "").split(" ");
    expect(existsSync(folder ?? "")).toBe(true);
    await child.kill();
    await expect.poll(() => existsSync(folder ?? ""), { timeout: 60_000 }).toBe(false);
    expect(() => process.kill(Number(pid), 0)).toThrow(/ESRCH/);
  });
});
