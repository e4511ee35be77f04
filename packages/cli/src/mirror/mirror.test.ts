import { create } from "@bufbuild/protobuf";
import { RunDeclarationSchema } from "@runledger/proto";
import { expect, it, vi } from "vitest";
import type { GatewayClient } from "../client/gateway-client.ts";
import { createRun } from "../operations/create-run.ts";
import { following, waiting } from "../testing/following.ts";
import { makeMirror, makePlan, scope, sendInPieces, startLedger } from "../testing/mirror-pair.ts";
import { openRun, tellOpenRun } from "../testing/open-run.ts";
import { readWholeRun } from "../testing/read-whole-run.ts";

/** What upstream is like: a tenth of the calls fails, half of what its watches have to say is lost or late or comes twice. */
const flaws = { failures: 0.1, drops: 0.3, repeats: 0.2, delays: 0.2, cuts: 0.1 };

/** How many seeds are tried. */
const seeds = Number(process.env["RUNLEDGER_MIRROR_SEEDS"] ?? 2);

async function expectSame(
  upstream: GatewayClient,
  ledger: GatewayClient,
  names: readonly string[],
) {
  for (const name of names) {
    const run = { ...scope, name };
    expect(await readWholeRun(ledger, run)).toEqual(await readWholeRun(upstream, run));
  }
}

it.for(Array.from({ length: seeds }, (_, i) => i + 1))(
  "a mirror of an upstream whose calls fail and whose watches lie ends as upstream is (seed %i)",
  { timeout: 120_000 },
  async (seed) => {
    const upstream = await startLedger();
    const ledger = await startLedger();
    const names = ["one", "two", "three"];
    const plans = names.map((name, i) => makePlan(name, seed * 10 + i));
    const pieces = sendInPieces(upstream.client, plans, 30);
    const first = makeMirror(upstream.url, ledger.client, { flaws, seed });
    await following(first, async () => {
      await pieces.next();
      await vi.waitUntil(() => (first.mirror.counts.outcomes.get("MOVED") ?? 0) > 20, waiting);
      await pieces.next();
      await pieces.next();
    });
    // Another one goes on where that one was: it knows nothing but what the ledger holds.
    await pieces.next();
    const second = makeMirror(upstream.url, ledger.client, { flaws, seed: seed + 1 });
    await following(second, async () => {
      for await (const _ of pieces);
      const { counts } = second.mirror;
      await vi.waitUntil(() => counts.whole + counts.ended === names.length, waiting);
    });
    expect(first.mirror.counts.refused + second.mirror.counts.refused).toBe(0);
    await expectSame(upstream.client, ledger.client, names);
    // And there is nothing left to be told.
    const third = makeMirror(upstream.url, ledger.client);
    await third.mirror.catchUp(new AbortController().signal);
    expect(third.mirror.counts.toJSON()).toMatchObject({ reports: {}, troubles: 0 });
  },
);

it(
  "is done with a run that takes longer to read than upstream is listed",
  { timeout: 60_000 },
  async () => {
    const upstream = await startLedger();
    const ledger = await startLedger();
    for await (const _ of sendInPieces(upstream.client, [makePlan("one", 1)], 1000));
    const slow = makeMirror(upstream.url, ledger.client, { flaws: { slowness: 150 } });
    await following(slow, () => vi.waitUntil(() => slow.mirror.counts.ended === 1, waiting));
    await expectSame(upstream.client, ledger.client, ["one"]);
  },
);

it("leaves a run alone whose name another run of the ledger has", { timeout: 60_000 }, async () => {
  const upstream = await startLedger();
  const ledger = await startLedger();
  await tellOpenRun(upstream.client);
  await ledger.client.request(createRun, create(RunDeclarationSchema, { id: openRun }));
  const before = await readWholeRun(ledger.client, openRun);
  const { mirror, log } = makeMirror(upstream.url, ledger.client);
  await mirror.catchUp(new AbortController().signal);
  expect(mirror.counts.toJSON()).toMatchObject({ runs: { taken: 1 }, reports: {} });
  expect(log.text).toContain('"event":"run-taken"');
  expect(await readWholeRun(ledger.client, openRun)).toEqual(before);
});
