import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { sizeDelimitedEncode } from "@bufbuild/protobuf/wire";
import {
  ActionEventSchema,
  ActionIdentifierSchema,
  type ArchiveRecord,
  ArchiveRecordSchema,
  ReportOutcome,
} from "@runledger/proto/run/v1";
import { actionPhaseLifecycle as lifecycle, initialPhase, ledgerReport } from "@runledger/state";
import { describe, expect, test } from "vitest";
import { explainAction } from "../explain/explain-action.ts";
import type { Input } from "./input.ts";
import { validateStreams } from "./validate-streams.ts";

type Body = NonNullable<MessageInitShape<typeof ArchiveRecordSchema>["record"]>;

const run = { project: "p", domain: "d", name: "r" };
const phase = (name: string) => lifecycle.of(name)!.number;

function recordOf(record: Body): ArchiveRecord {
  return create(ArchiveRecordSchema, { record });
}

function action(name: string, number: number, maxAttempts = 0): ArchiveRecord {
  const metadata = { maxAttempts, parent: name === "a0" ? "" : "a0" };
  return recordOf({ case: "action", value: { id: { run, name }, number, metadata } });
}

let revision = 0n;

function event(name: string, phaseName: string, attempt = 1): ArchiveRecord {
  const time = { seconds: 1_700_000_000n + revision };
  const id = { run, name };
  const told = create(ActionEventSchema, {
    id,
    attempt,
    phase: phase(phaseName),
    updatedTime: time,
    producer: "engine",
  });
  return stored(told);
}

function stored(told: MessageInitShape<typeof ActionEventSchema>): ArchiveRecord {
  revision += 1n;
  const value = { event: told, revision, outcome: ReportOutcome.MOVED };
  return recordOf({ case: "event", value });
}

/** The ledger's own report of the root. */
function own(): ArchiveRecord {
  const report = ledgerReport(1, initialPhase, undefined);
  return stored({ ...report, id: create(ActionIdentifierSchema, { run, name: "a0" }) });
}

function records(): ArchiveRecord[] {
  return [
    recordOf({ case: "header", value: { format: 1, run, revision: 5n } }),
    action("a0", 1),
    action("x", 2, 1),
    own(),
    event("x", "RUNNING"),
    event("x", "SUCCEEDED"),
    event("a0", "RUNNING"),
    event("a0", "SUCCEEDED"),
    recordOf({
      case: "refused",
      value: { event: { id: { run, name: "x" }, attempt: 1, phase: 6 } },
    }),
  ];
}

function write(what: readonly ArchiveRecord[]): Buffer {
  const bytes = Buffer.concat(what.map((each) => sizeDelimitedEncode(ArchiveRecordSchema, each)));
  const sha256 = new Uint8Array(createHash("sha256").update(bytes).digest());
  const end = recordOf({ case: "end", value: { records: BigInt(what.length), sha256 } });
  return Buffer.concat([bytes, sizeDelimitedEncode(ArchiveRecordSchema, end)]);
}

function inputOf(bytes: Uint8Array): Input {
  return {
    name: "archive",
    async *open() {
      yield bytes;
    },
  };
}

const now = 1_700_000_100_000;

describe("an archive", () => {
  test.each([
    ["as it is", write, 1],
    ["in gzip, on two threads", (all: readonly ArchiveRecord[]) => gzipSync(write(all)), 2],
  ])(
    "is judged, %s: the reports of the ledger itself, and not what was refused",
    async (_, make, threads) => {
      const input = inputOf(make(records()));
      const { problems, verdict } = await validateStreams([input], { now, threads });
      expect(problems).toEqual([]);
      expect(verdict.findings).toEqual([]);
      expect(verdict).toMatchObject({ reports: 5, declarations: 2, actions: 2, runs: 1 });
    },
  );

  test("is judged by how its actions were declared", async () => {
    const input = inputOf(write([...records(), event("x", "RUNNING", 2)]));
    const { verdict } = await validateStreams([input], { now });
    expect(verdict.findings.map(({ rule }) => rule)).toEqual([expect.stringMatching(/^RL/)]);
  });

  test("is explained, the reports of the ledger itself among the others", async () => {
    const { actions, problems } = await explainAction([inputOf(write(records()))], {});
    expect(problems).toEqual([]);
    expect(actions).toMatchObject([
      { symbol: "p/d/r/a0", now: { phase: "SUCCEEDED" }, reports: { length: 3 } },
    ]);
    expect(actions[0]?.reports.map(({ effect }) => effect)).toEqual(["moved", "moved", "moved"]);
  });

  const whole = write(records());
  const withoutEnd = whole.subarray(0, whole.length - 40);
  const other = write(records().slice(0, -1));

  test.each<[string, Uint8Array, RegExp]>([
    ["cut in a record", whole.subarray(0, -5), /ends within a record.*cut/],
    ["cut in gzip", gzipSync(whole).subarray(0, -9), /can't be decompressed with gzip/],
    [
      "without its end",
      withoutEnd.subarray(0, lengthWithoutEnd(whole)),
      /cut: its end is missing, after 9 records/,
    ],
    [
      "with another end",
      Buffer.concat([
        whole.subarray(0, lengthWithoutEnd(whole)),
        other.subarray(lengthWithoutEnd(other)),
      ]),
      /damaged/,
    ],
    ["twice in a file", Buffer.concat([whole, whole]), /goes on behind the end/],
  ])("%s is told to be", async (_, bytes, message) => {
    const { problems } = await validateStreams([inputOf(bytes)], { now });
    expect(problems).toMatchObject([{ isFatal: true, message: expect.stringMatching(message) }]);
    const explained = await explainAction([inputOf(bytes)], {});
    expect(explained.problems).toMatchObject([{ message: expect.stringMatching(message) }]);
  });
});

/** The end holds a number and a hash: two bytes of each tag, and what it takes. */
function lengthWithoutEnd(bytes: Buffer): number {
  return bytes.lastIndexOf(Buffer.from([0xa2, 0x7d])) - 1;
}
