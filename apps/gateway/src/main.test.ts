import { once } from "node:events";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runGateway } from "./run-gateway.ts";
import { openEventSource } from "./testing/event-source.ts";
import { spawnGateway } from "./testing/spawn-gateway.ts";
import { sendTo } from "./testing/start-test-gateway.ts";

const url = /http:\/\/127\.0\.0\.1:\d+/;
const folder = (): string => mkdtempSync(join(tmpdir(), "runledger-test-"));

describe("The program", { timeout: 120_000 }, () => {
  test("prints what it did, where it is, where the data lies and what to try next; and what it prints works", async () => {
    const dataDir = folder();
    const gateway = spawnGateway(["--port", "0", "--data-dir", dataDir, "--log-format", "json"]);
    const [address] = await gateway.printed(url);
    await gateway.printed(/Ctrl-C stops it\./);
    const { out } = gateway.output();
    expect(out).toContain(`${address}/graphql`);
    expect(out).toContain(join(dataDir, "runledger.db"));
    expect(out).toContain(`process, http, below ${join(dataDir, "work")}`);
    expect(out).toMatch(/Whoever reaches this port and may create runs can run commands as \S+\./);
    expect(existsSync(join(dataDir, "runledger.db"))).toBe(true);
    const bodies = [...out.matchAll(/-d '(.*)'/g)].map(
      ([, body = ""]) => JSON.parse(body) as { query: string },
    );
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
    const lines = gateway
      .output()
      .error.trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { msg: string });
    expect(lines.map(({ msg }) => msg)).toEqual([
      "Working.",
      "Listening.",
      "Stopping.",
      "Stopped.",
    ]);
  });

  test.each(["SIGINT", "SIGTERM"] as const)(
    "ends cleanly on %s, and tells its subscriptions",
    async (signal) => {
      const gateway = spawnGateway(["--port", "0", "--database", "memory:"]);
      const [address] = await gateway.printed(url);
      const events = openEventSource(address, "subscription { runs { cursor } }");
      expect((await events.next()).data.data.runs.cursor).toEqual(expect.any(String));
      gateway.process.kill(signal);
      expect((await events.next()).data.errors[0].extensions.code).toBe("CLOSING");
      expect(await gateway.ended).toEqual([0, null]);
    },
  );

  test("cuts those who don't let go, when its time is over", async () => {
    const gateway = spawnGateway([
      "--port",
      "0",
      "--database",
      "memory:",
      "--shutdown-timeout",
      "200ms",
    ]);
    const [address] = await gateway.printed(url);
    // Half a request: an answer that never can be given.
    const socket = connect(Number(new URL(address).port), "127.0.0.1");
    await once(socket, "connect");
    socket.on("error", () => undefined);
    socket.write(
      "POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{",
    );
    await sendTo(address, "{ server { version } }");
    gateway.process.kill("SIGTERM");
    expect(await gateway.ended).toEqual([0, null]);
    expect(gateway.output().error).toContain("still busy");
    socket.destroy();
  });

  test("ends at once on a second signal", async () => {
    const gateway = spawnGateway([
      "--port",
      "0",
      "--database",
      "memory:",
      "--shutdown-timeout",
      "10m",
    ]);
    const [address] = await gateway.printed(url);
    const socket = connect(Number(new URL(address).port), "127.0.0.1");
    await once(socket, "connect");
    socket.on("error", () => undefined);
    socket.write(
      "POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{",
    );
    await sendTo(address, "{ server { version } }");
    gateway.process.kill("SIGINT");
    while (!gateway.output().error.includes("Stopping."))
      await once(gateway.process.stderr!, "data");
    gateway.process.kill("SIGINT");
    expect(await gateway.ended).toEqual([130, null]);
    socket.destroy();
  });

  test("ends with the exit code that its command line came to", async () => {
    const gateway = spawnGateway(["--prot", "1"]);
    expect(await gateway.ended).toEqual([2, null]);
    expect(gateway.output()).toEqual({
      out: "",
      error: "--prot is no setting. Did you mean --port?\n",
    });
  });
});

/** Does what a command line says in this process, where it only ends. */
async function said(
  args: readonly string[],
): Promise<{ readonly code: number; readonly out: string; readonly error: string }> {
  let out = "";
  let error = "";
  const result = await runGateway({
    args,
    environment: {},
    out: (text) => (out += text),
    error: (text) => (error += text),
  });
  if (result.kind === "running") throw new Error("It runs.");
  return { code: result.exitCode, out, error };
}

describe("The command line", { timeout: 120_000 }, () => {
  test("prints help and the version", async () => {
    expect(await said(["--help"])).toMatchObject({
      code: 0,
      out: expect.stringContaining("--auth-token-file FILE"),
    });
    expect(await said(["--version"])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  test.each([
    [["--prot", "1"], "Did you mean --port?"],
    [["--host", "0.0.0.0"], "--allow-unauthenticated-network-access"],
  ])("says what is wrong with %j, for exit code 2", async (args, message) => {
    expect(await said(args)).toEqual({ code: 2, out: "", error: expect.stringContaining(message) });
  });

  test("says what is wrong where it can't start, for exit code 1", async () => {
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
    const memory = ["--port", "0", "--database", "memory:"];
    const cases: readonly (readonly [readonly string[], string])[] = [
      [["--database", "memory:", "--port", String(port)], "is in use"],
      [["--port", "0", "--database", foreign], foreign],
      [["--port", "0", "--database", held], held],
      [["--config", config], "is no JSON"],
      [[...memory, "--auth-token-file", "/nowhere"], "/nowhere"],
      [[...memory, "--host", "192.0.2.1", "--allow-unauthenticated-network-access"], "--host"],
    ];
    for (const [args, message] of cases) {
      const { code, out, error } = await said([...args, "--log-level", "silent"]);
      expect([args, code, out]).toEqual([args, 1, ""]);
      expect(error).toContain(message);
      expect(error).not.toContain("    at ");
    }
    holder.process.kill("SIGTERM");
    expect(await holder.ended).toEqual([0, null]);
    server.close();
  });
});
