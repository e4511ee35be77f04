import { toJson } from "@bufbuild/protobuf";
import {
  type ArchiveRecord,
  QuarantinedEventSchema,
  RecordedEventSchema,
  RunDetailsSchema,
} from "@runledger/proto";
import { ActionDigest, isLedgerReport } from "@runledger/state";
import type { Store } from "@runledger/store";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Ledger } from "../ledger.ts";
import { openLedger } from "../open-ledger.ts";
import { anyTelling, arbitraryRun } from "../testing/arbitrary-run.ts";
import { ManualClock } from "../testing/manual-clock.ts";
import { because, report, runId } from "../testing/messages.ts";
import { QUEUED, SUCCEEDED } from "../testing/phases.ts";
import { stateOfRun } from "../testing/state-of-run.ts";
import { stores } from "../testing/stores.ts";
import { tellBatch } from "../testing/tell-run.ts";

/** Any story of a run, told anyhow, with some reports in it that are refused. */
const histories = arbitraryRun.chain((story) =>
  fc.record({
    story: fc.constant(story),
    telling: anyTelling(story),
    refused: fc.nat(3),
    shift: fc.boolean(),
  }),
);

async function collect(ledger: Ledger, name: string): Promise<ArchiveRecord[]> {
  const records: ArchiveRecord[] = [];
  for await (const record of ledger.archiveRun(runId(name))) records.push(record);
  return records;
}

async function* each(records: readonly ArchiveRecord[]): AsyncGenerator<ArchiveRecord, void> {
  yield* records;
}

/** All that is told of a run beside the state of its actions: what has numbers counts from the revision that it began above. */
async function whatIsTold(ledger: Ledger, store: Store, name: string, base: number) {
  const run = await ledger.getRun(runId(name));
  const details = await ledger.getRunDetails(runId(name));
  const { items: events } = await ledger.listEvents(runId(name), { limit: 1000 });
  const { items: quarantine } = await ledger.listQuarantine({ run: name, limit: 1000 });
  const row = await store.getRun({ project: "project", domain: "test", name });
  const changed = await store.actionsChanged({ runId: row?.id ?? 0, above: 0, limit: 1000 });
  const digest = new ActionDigest();
  for (const action of changed) digest.add(action.name, action.revision - base);
  if (run === undefined || details === undefined) throw new Error(`${name} isn't there`);
  const revision = run.revision - BigInt(base);
  return {
    run: { ...run, revision, updatedTime: undefined, action: undefined, labels: run.labels },
    runJson: toJson(RunDetailsSchema, { ...details, action: undefined }),
    events: events.map((event) =>
      toJson(RecordedEventSchema, { ...event, revision: event.revision - BigInt(base) }),
    ),
    refused: quarantine.map((kept) => toJson(QuarantinedEventSchema, { ...kept, id: 0n })),
    actions: changed.map((action) => [action.number, action.name, action.revision - base]),
    digest: digest.toString(),
  };
}

describe("archives", () => {
  test.each(stores)(
    "$name: any history comes back from its archive as it was, under the same revisions or above them",
    async (kind) => {
      const [from, to] = [await kind.open(), await kind.open()];
      let count = 0;
      const property = fc.asyncProperty(histories, async ({ refused, shift, telling }) => {
        count += 1;
        const name = `run-${count}`;
        const clock = new ManualClock();
        const [source, target] = [from, to].map((store) => openLedger({ store, clock }));
        if (source === undefined || target === undefined) return;
        for (const batch of telling) await tellBatch(source, name, batch);
        await source.record(
          Array.from({ length: refused }, () => report(name, "a0", QUEUED, { attempt: 1001 })),
        );
        await source.record([report(name, "a0", SUCCEEDED)]);
        await source.abortRun(runId(name), because);
        const before = await source.getRun(runId(name));
        fc.pre(before?.settled === true);
        if (shift) {
          await target.record([report(name, "gone", QUEUED)]);
          await target.deleteRun(runId(name), { evenIfOpen: true });
        }
        const records = await collect(source, name);
        const result = await target.importRun(() => each(records));
        const base = shift ? 3 : 0;
        expect(result).toMatchObject({
          kind: "imported",
          revision: Number(before?.revision) + base,
        });
        expect(await stateOfRun(target, to, name)).toEqual(await stateOfRun(source, from, name));
        expect(await whatIsTold(target, to, name, base)).toEqual(
          await whatIsTold(source, from, name, 0),
        );
        const again = records.flatMap(({ record }) =>
          record.case === "event" && record.value.event && !isLedgerReport(record.value.event)
            ? [{ event: record.value.event }]
            : [],
        );
        for (const { kind: repeated } of await target.record(again))
          expect(repeated).toBe("duplicate");
        // What came out comes out again.
        const twice = await collect(target, name);
        if (!shift) expect(twice.slice(1)).toEqual(records.slice(1));
        expect(await target.importRun(() => each(records))).toMatchObject({ kind: "exists" });
      });
      await fc.assert(property, { numRuns: Math.ceil(kind.numRuns / 3) });
    },
    120_000,
  );
});
