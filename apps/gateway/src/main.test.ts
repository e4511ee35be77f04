import { once } from "node:events";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openEventSource } from "./testing/event-source.ts";
import { spawnGateway } from "./testing/spawn-gateway.ts";
import { sendTo } from "./testing/start-test-gateway.ts";
import { storyRun as run, tell } from "./testing/story.ts";

const url = /http:\/\/127\.0\.0\.1:\d+/;
const folder = (): string => mkdtempSync(join(tmpdir(), "runledger-test-"));

describe("The program", { timeout: 30_000 }, () => {
  test("prints what it did, where it is, where the data lies and what to try next; and what it prints works", async () => {
    const dataDir = folder();
    const gateway = spawnGateway(["--port", "0", "--data-dir", dataDir, "--log-format", "json"]);
    const [address] = await gateway.printed(url);
    await gateway.printed(/Ctrl-C stops it\./);
    const { out } = gateway.output();
    expect(out).toContain(`${address}/graphql`);
    expect(out).toContain(join(dataDir, "runledger.db"));
    expect(existsSync(join(dataDir, "runledger.db"))).toBe(true);
    const bodies = [...out.matchAll(/-d '(.*)'/g)].map(([, body = ""]) => JSON.parse(body) as { query: string });
    expect(bodies).toHaveLength(2);
    const report = bodies.find(({ query }) => query.startsWith("mutation"));
    const { data, errors } = await sendTo(address, report?.query ?? "");
    expect(errors).toEqual([]);
    expect(data.reportEvents.results[0].outcome).toBe("MOVED");
    const watch = bodies.find(({ query }) => query.startsWith("subscription"));
    const events = openEventSource(address, watch?.query ?? "");
    expect((await events.next()).data.data.runActions.__typename).toBe("ActionsSnapshot");
    gateway.process.kill("SIGTERM");
    expect(await gateway.ended).toEqual([0, null]);
    const lines = gateway.output().error.trim().split("\n").map((line) => JSON.parse(line) as { msg: string });
    expect(lines.map(({ msg }) => msg)).toEqual(["Listening.", "Stopping.", "Stopped."]);
  });

  test.each(["SIGINT", "SIGTERM"] as const)("ends cleanly on %s, with its subscriptions told, and goes on where it was", async (signal) => {
    const database = join(folder(), "ledger.db");
    const first = spawnGateway(["--port", "0", "--database", database]);
    const [address] = await first.printed(url);
    await tell({ send: (...request) => sendTo(address, ...request) }, [{ action: "a0", phase: "RUNNING" }, { action: "t", phase: "RUNNING" }]);
    const watch = `subscription ($run: RunIdentifierInput!, $afterRevision: Revision) {
      runActions(run: $run, afterRevision: $afterRevision) { __typename
        ... on SnapshotComplete { revision } ... on ActionsChanged { actions { action { name phase } } } ... on RunSettled { revision } }
    }`;
    const events = openEventSource(address, watch, { run });
    let complete: any;
    do complete = (await events.next()).data.data.runActions;
    while (complete.__typename !== "SnapshotComplete");
    first.process.kill(signal);
    expect((await events.next()).data.errors[0].extensions.code).toBe("CLOSING");
    expect(await first.ended).toEqual([0, null]);
    events.source.close();

    const second = spawnGateway(["--port", "0", "--database", database]);
    const [again] = await second.printed(url);
    await tell({ send: (...request) => sendTo(again, ...request) }, [
      { action: "t", phase: "SUCCEEDED" },
      { action: "a0", phase: "SUCCEEDED" },
    ]);
    const resumed = openEventSource(again, watch, { run, afterRevision: complete.revision });
    const names: string[] = [];
    for (;;) {
      const { type, data } = await resumed.next();
      if (type === "complete") break;
      expect(data.data.runActions.__typename).not.toBe("ActionsSnapshot");
      for (const { action } of data.data.runActions.actions ?? []) names.push(`${action.name} ${action.phase}`);
    }
    expect(names).toEqual(["a0 SUCCEEDED", "t SUCCEEDED"]);
    second.process.kill(signal);
    expect(await second.ended).toEqual([0, null]);
  });

  test("cuts those who don't let go, when its time is over", async () => {
    const gateway = spawnGateway(["--port", "0", "--database", "memory:", "--shutdown-timeout", "200ms"]);
    const [address] = await gateway.printed(url);
    // Half a request: an answer that never can be given.
    const socket = connect(Number(new URL(address).port), "127.0.0.1");
    await once(socket, "connect");
    socket.on("error", () => undefined);
    socket.write("POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{");
    await sendTo(address, "{ server { version } }");
    gateway.process.kill("SIGTERM");
    expect(await gateway.ended).toEqual([0, null]);
    expect(gateway.output().error).toContain("still busy");
    socket.destroy();
  });

  test("ends at once on a second signal", async () => {
    const gateway = spawnGateway(["--port", "0", "--database", "memory:", "--shutdown-timeout", "10m"]);
    const [address] = await gateway.printed(url);
    const socket = connect(Number(new URL(address).port), "127.0.0.1");
    await once(socket, "connect");
    socket.on("error", () => undefined);
    socket.write("POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{");
    await sendTo(address, "{ server { version } }");
    gateway.process.kill("SIGINT");
    while (!gateway.output().error.includes("Stopping.")) await once(gateway.process.stderr!, "data");
    gateway.process.kill("SIGINT");
    expect(await gateway.ended).toEqual([130, null]);
    socket.destroy();
  });

  test("prints help and its version", async () => {
    const asked = spawnGateway(["--help"]);
    expect(await asked.ended).toEqual([0, null]);
    expect(asked.output().out).toContain("--auth-token-file FILE");
    const version = spawnGateway(["--version"]);
    expect(await version.ended).toEqual([0, null]);
    expect(version.output().out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test.each([
    [["--prot", "1"], "Did you mean --port?"],
    [["--host", "0.0.0.0"], "--allow-unauthenticated-network-access"],
  ])("says what is wrong with %j, and ends with 2", async (args, message) => {
    const gateway = spawnGateway(args);
    expect(await gateway.ended).toEqual([2, null]);
    expect(gateway.output().error).toContain(message);
    expect(gateway.output().error).not.toContain("    at ");
  });

  test("says what is wrong where it can't start, and ends with 1", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const foreign = join(folder(), "foreign.db");
    writeFileSync(foreign, "This is a text, and no database. ".repeat(100));
    const config = join(folder(), "config.json");
    writeFileSync(config, "{");
    const held = join(folder(), "held.db");
    const holder = spawnGateway(["--port", "0", "--database", held]);
    await holder.printed(url);
    const cases: readonly (readonly [readonly string[], string])[] = [
      [["--database", "memory:", "--port", String(port)], "is in use"],
      [["--port", "0", "--database", foreign], foreign],
      [["--config", config], "is no JSON"],
      [["--port", "0", "--database", "memory:", "--auth-token-file", "/nowhere"], "/nowhere"],
      [["--port", "0", "--database", held], held],
      [["--port", "0", "--database", "memory:", "--host", "192.0.2.1", "--allow-unauthenticated-network-access"], "--host"],
    ];
    for (const [args, message] of cases) {
      const gateway = spawnGateway(args);
      expect([args, ...(await gateway.ended)]).toEqual([args, 1, null]);
      expect(gateway.output().error).toContain(message);
      expect(gateway.output().error).not.toContain("    at ");
    }
    holder.process.kill("SIGTERM");
    expect(await holder.ended).toEqual([0, null]);
    server.close();
  });
});
