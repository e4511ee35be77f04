// Clients that are generated from the protocol: Flyte's own for Python, ours for Go. Each calls every RPC; a stream is broken
// off after its first message, and what it held is let go of while the connection stays.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test, vi } from "vitest";
import { temporaryFolder } from "../../../scripts/testing/temporary-folder.ts";
import { CALLED, listCalls, LOG, REPORT_KEY } from "./testing/calls.ts";
import { ClientProgram } from "./testing/client-program.ts";
import { listRpcs } from "./testing/list-rpcs.ts";
import { startTestGateway, type TestGateway } from "./testing/start-gateway.ts";

const go = process.env["RUNLEDGER_GO_CLIENT"];
const python = process.env["RUNLEDGER_FLYTE"];
const script = fileURLToPath(new URL("../python/call.py", import.meta.url));

const clients = [
  ...["grpc-go", "connect", "connect-json", "grpc", "grpc-web"].map((protocol) => ({
    name: protocol === "grpc-go" ? "grpc-go" : `connect-go, ${protocol}`,
    program: go,
    words: [protocol],
  })),
  ...["grpcio", "connect", "grpc", "grpc-web"].map((protocol) => ({
    name: protocol === "grpcio" ? "grpcio" : `connect-python, ${protocol}`,
    program: python === undefined ? undefined : join(python, "python"),
    words: [script, protocol],
  })),
];

/** Starts a gateway whose files hold a log and a report. */
async function start(): Promise<{ readonly gateway: TestGateway; readonly logUri: string }> {
  const blobs = temporaryFolder({ [LOG.key]: `${LOG.line}\n`, [REPORT_KEY]: "<h1>Report</h1>" });
  return { gateway: await startTestGateway({ blobs }), logUri: `file://${join(blobs, LOG.key)}` };
}

/** Adds up a metric over its labels, or those that a text is in. */
async function measure({ url }: TestGateway, metric: string, label = ""): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.split("\n").filter((line) => line.startsWith(`${metric}{`));
  const values = lines.filter((line) => line.includes(label)).map((line) => line.split(" ").at(-1));
  return values.reduce((sum, value) => sum + Number(value), 0);
}

/** Matches what has at least this: objects may have more fields, arrays more items. */
function atLeast(wanted: unknown): unknown {
  if (Array.isArray(wanted)) return expect.arrayContaining(wanted.map(atLeast));
  if (typeof wanted !== "object" || wanted === null) return wanted;
  const fields = Object.entries(wanted).map(([name, value]) => [name, atLeast(value)]);
  return expect.objectContaining(Object.fromEntries(fields));
}

const streams = new Set(listRpcs().flatMap((each) => (each.streams ? [each.rpc] : [])));

describe.each(clients)("$name", ({ program, words }) => {
  test.skipIf(program === undefined)(
    "calls every RPC, and what a stream held is let go of when it is broken off",
    async () => {
      const { gateway, logUri } = await start();
      const client = new ClientProgram(program ?? "", [...words, gateway.endpoint]);
      for (const { rpc, request = {}, answer = {}, code = "ok" } of listCalls(logUri)) {
        const path = `flyteidl2.${rpc}`;
        const told = await client.call(path, request, 1);
        expect(told.code, `${rpc}: ${told.message}`).toBe(code);
        if (code !== "ok") continue;
        expect(told.messages[0], rpc).toEqual(atLeast(answer));
        if (!streams.has(rpc)) continue;
        expect(await measure(gateway, "runledger_streams", path), rpc).toBe(1);
        expect((await client.cancel()).code, rpc).toBe("canceled");
        await vi.waitFor(async () => {
          expect(await measure(gateway, "runledger_streams"), rpc).toBe(0);
          expect(await measure(gateway, "runledger_watches"), rpc).toBe(0);
        });
      }
      const { name, ...place } = CALLED;
      const { run } = await gateway.ask(
        `query ($run: RunIdentifierInput!) { run(run: $run) { phase actions { nodes { name phase } } } }`,
        { run: { ...place, name } },
      );
      expect(run.phase).toBe("ABORTED");
    },
    120_000,
  );
});
