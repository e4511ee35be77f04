import { createDatabase, PostgresServer } from "@runledger/store/testing";
import { Writable } from "node:stream";
import { pino } from "pino";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { startGateway } from "./start-gateway.ts";
import { openEventSource } from "./testing/event-source.ts";
import { startTestGateway } from "./testing/start-test-gateway.ts";
import { storyRun, tell } from "./testing/story.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server for the tests of this run. Undefined: PostgreSQL isn't installed. */
    postgres: { readonly url: string } | undefined;
  }
}

const server = inject("postgres");
const within = { timeout: 60_000 };

/** Collects what a gateway logs. */
function log() {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  return { lines, logger: pino(stream) };
}

describe.skipIf(server === undefined)("a gateway on PostgreSQL", () => {
  test(
    "says that it isn't ready while the server is away, and that it is when it is back",
    { timeout: 120_000 },
    async () => {
      await using own = await PostgresServer.start();
      const { lines, logger } = log();
      const gateway = await startTestGateway({ database: own.url("postgres"), logger });
      const ready = async () => (await fetch(`${gateway.url}/readyz`)).status;
      expect(await ready()).toBe(200);
      const running = [{ action: "a0", phase: "RUNNING" }];
      expect(await tell(gateway, running)).toMatchObject([{ outcome: "MOVED" }]);
      await own.stop("immediate");
      expect(await ready()).toBe(503);
      const failure: unknown = await tell(gateway, running).catch((error: unknown) => error);
      expect(String(failure)).toMatch(/UNAVAILABLE/);
      await own.restart();
      await expect.poll(ready, within).toBe(200);
      expect(await tell(gateway, running)).toMatchObject([{ outcome: "DUPLICATE" }]);
      expect([String(failure), ...lines, gateway.storage].join()).not.toContain(own.password);
    },
  );

  test("that can't start names the setting, and no password", async () => {
    const url = new URL(server?.url ?? "");
    url.password = "secret-word";
    const started = startGateway({ port: 0, database: url.href });
    await expect(started).rejects.toMatchObject({
      name: "StoreError",
      message: expect.stringMatching(/^postgres:\/\/runledger@127.*--database.*user and password/),
    });
    await expect(started).rejects.not.toMatchObject({
      message: expect.stringContaining("secret-word"),
    });
  });

  test("shows at once what another one was told", { timeout: 120_000 }, async () => {
    const database = await createDatabase(server?.url ?? "");
    onTestFinished(() => database[Symbol.asyncDispose]());
    // A poll in an hour: what is seen before was hinted at.
    const settings = { database: database.url, pollInterval: 600_000 };
    const [told, shown] = [await startTestGateway(settings), await startTestGateway(settings)];
    await tell(told, [{ action: "a0", phase: "RUNNING" }]);
    const watch = openEventSource(
      shown.url,
      "subscription ($run: RunIdentifierInput!) { runActions(run: $run) { __typename } }",
      { run: storyRun },
    );
    const next = async () => (await watch.next()).data?.data.runActions.__typename;
    while ((await next()) !== "SnapshotComplete");
    const change = next();
    await tell(told, [{ action: "a0", phase: "SUCCEEDED" }]);
    expect(await change).toBe("ActionsChanged");
  });
});
