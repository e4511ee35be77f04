import { create, fromJson, toBinary } from "@bufbuild/protobuf";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import { ActionEventSchema } from "@runledger/proto/run/v1";
import { LEDGER_VERSION, actionPhaseLifecycle as lifecycle } from "@runledger/state";
import { isTakenOver } from "../message/taken-over.ts";
import { type Mutation, change, insert, isChild, isLastOf } from "./mutate.ts";
import { phaseOf } from "./record-view.ts";
import { type Json, declare } from "./rule-example.ts";

/** The ways in which one message is broken, by the rule that has to find it. */
export const messageMutations: Readonly<Record<string, Mutation>> = {
  RL101: change((record) => ({ ...record, attempt: 0 })),
  RL102: change(({ phase: _, ...record }) => record),
  RL103: change((record) => ({ ...record, phase: 77 })),
  RL104: change((record) => ({ ...record, version: LEDGER_VERSION })),
  RL105: change((record) => ({
    ...record,
    startTime: "2026-11-20T09:00:01Z",
    endTime: "2026-11-20T09:00:00Z",
  })),
  RL106: change(
    (record) => ({ ...record, error: { code: "Oops" } }),
    (record) => phaseOf(record)?.outcome === "success",
  ),
  RL107: insert(
    (record) => [declare("copy", { group: "nightly" }), takenOver(record)],
    // Behind the root's end, it would outlive its parent as well.
    (record, at, records) => isChild(record, at, records) || !isLastOf(record, at, records),
  ),
  RL108: change((record) => ({ ...record, logInfo: [{ name: "main" }] })),
  RL109: change((record) => ({ ...record, logInfo: [{ uri: "https://logs.example/7" }] })),
  RL110: change((record) => ({ ...record, cacheStatus: 99 })),
  RL111: change(
    ({ error: _, ...record }) => record,
    (record) => phaseOf(record)?.outcome === "failure",
  ),
  RL112: change((record) => ({ ...record, colour: "green" })),
  RL113: change(({ producer: _, ...record }) => record),
  RL114: change((record) => ({ ...record, cacheStatus: "CACHE_HIT" })),
  RL506: change(outOfRange),
};

/** Tells of another action, with a success that no work led to. */
function takenOver(record: Json): Json {
  const phase = lifecycle.values.find(({ number }) => isTakenOver(number))?.name;
  const id = { ...Object(record["id"]), name: "copy" };
  return { ...record, id, phase, attempt: 1, version: 0, error: undefined };
}

/** JSON can't write such a time, so the report travels in binary, in a CloudEvent. */
function outOfRange(record: Json): Json {
  const event = fromJson(ActionEventSchema, JSON.parse(JSON.stringify(record)));
  const seconds = event.updatedTime?.seconds ?? 0n;
  event.updatedTime = create(TimestampSchema, { seconds, nanos: 1_000_000_000 });
  const binary = Buffer.from(toBinary(ActionEventSchema, event)).toString("base64");
  return { specversion: "1.0", id: "1", source: "test", type: "report", data_base64: binary };
}
