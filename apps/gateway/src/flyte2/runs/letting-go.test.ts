// What streams hold is let go of when they end, however they end; and a client that doesn't read holds nothing that grows.

import { once } from "node:events";
import { connect } from "node:http2";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { ActionPhase } from "@runledger/proto";
import {
  InternalRunService,
  RunService,
  WatchActionsRequestSchema,
  WatchActionsResponseSchema,
} from "@runledger/proto/flyteidl2/workflow";
import { describe, expect, test, vi } from "vitest";
import { protocols } from "../../testing/rpc-transport.ts";
import { rpcClient } from "../../testing/rpc-client.ts";
import { startTestGateway, type TestGateway } from "../../testing/start-test-gateway.ts";

const run = { project: "p", domain: "d", name: "r" };

/** How many watches are open, as the metrics have it. */
async function openWatches({ url }: TestGateway): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const counts = [...text.matchAll(/^runledger_watches\{[^}]*\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

async function declare(gateway: TestGateway): Promise<void> {
  await rpcClient(RunService, gateway).createRun({
    id: { case: "runId", value: run },
    task: { case: "taskSpec", value: {} },
  });
}

describe.each(Object.entries(protocols))("%s", (_, transport) => {
  test("a watch that a client leaves is let go of at once", async () => {
    const gateway = await startTestGateway();
    await declare(gateway);
    const runs = createClient(RunService, transport(gateway.url));
    const gone = new AbortController();
    const { signal } = gone;
    const watches = [
      runs.watchRuns({}, { signal }),
      runs.watchRunDetails({ runId: run }, { signal }),
      runs.watchActions({ runId: run }, { signal }),
      runs.watchActionDetails({ actionId: { run, name: "a0" } }, { signal }),
    ];
    for (const watch of watches) await watch[Symbol.asyncIterator]().next();
    expect(await openWatches(gateway)).toBe(4);
    gone.abort();
    await vi.waitFor(async () => expect(await openWatches(gateway)).toBe(0), { timeout: 10_000 });
  });
});

test("A client that doesn't read is sent what has changed once it does, each action once", async () => {
  const gateway = await startTestGateway();
  await declare(gateway);
  const session = connect(gateway.url, { settings: { initialWindowSize: 1024 } });
  const stream = session.request({
    ":method": "POST",
    ":path": "/flyteidl2.workflow.RunService/WatchActions",
    "content-type": "application/connect+proto",
  });
  const request = toBinary(
    WatchActionsRequestSchema,
    create(WatchActionsRequestSchema, { runId: run }),
  );
  const head = Buffer.from([0, 0, 0, 0, request.length]);
  stream.end(Buffer.concat([head, request]));
  await once(stream, "response");
  const engine = rpcClient(InternalRunService, gateway);
  // Long names: what a step sends is more than sockets take in while nobody reads.
  const names = Array.from({ length: 100 }, (_, i) => `a${i}`.padEnd(255, "x"));
  const steps = 60;
  const tell = (phase: ActionPhase, version: number) =>
    engine.recordActionEvents({
      events: ["a0", ...names].map((name) => ({ id: { run, name }, attempt: 1, phase, version })),
    });
  for (let step = 0; step < steps; step++) await tell(ActionPhase.RUNNING, step);
  await tell(ActionPhase.SUCCEEDED, 0);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const sent = actionsIn(Buffer.concat(chunks));
  expect(sent.filter(([, phase]) => phase === ActionPhase.SUCCEEDED)).toHaveLength(101);
  expect(sent.length).toBeLessThan((steps * names.length) / 2);
  session.destroy();
});

/** Takes the actions out of every message of a stream as Connect has it: name and phase. */
function actionsIn(bytes: Buffer): (readonly [string | undefined, ActionPhase | undefined])[] {
  const actions: (readonly [string | undefined, ActionPhase | undefined])[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = bytes.readUInt32BE(at + 1);
    const message = bytes.subarray(at + 5, at + 5 + length);
    if (bytes.readUInt8(at) === 0) {
      const { enrichedActions } = fromBinary(WatchActionsResponseSchema, message);
      actions.push(
        ...enrichedActions.map(({ action }) => [action?.id?.name, action?.status?.phase] as const),
      );
    }
    at += 5 + length;
  }
  return actions;
}
