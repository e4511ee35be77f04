import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { ActionEventSchema } from "@runledger/proto";
import { describe, expect, test } from "vitest";
import { findBadTime } from "./find-bad-time.ts";

const find = (told: MessageInitShape<typeof ActionEventSchema>) =>
  findBadTime(ActionEventSchema, create(ActionEventSchema, told));

describe("a time that JSON can't tell", () => {
  test.each<[string, MessageInitShape<typeof ActionEventSchema>]>([
    ["updated_time", { updatedTime: { seconds: 253_402_300_800n } }],
    ["updated_time", { updatedTime: { seconds: -62_135_596_801n } }],
    ["end_time", { endTime: { nanos: -1 } }],
    ["reported_time", { reportedTime: { nanos: 1_000_000_000 } }],
    ["reported_time", { reportedTime: { nanos: 0.5 } }],
    ["error.timestamp", { error: { timestamp: { nanos: -1 } } }],
    ["cluster_events[1].occurred_at", { clusterEvents: [{}, { occurredAt: { nanos: -1 } }] }],
    ["log_info[0].ttl", { logInfo: [{ ttl: { seconds: 1n, nanos: -1 } }] }],
    ["log_info[0].ttl", { logInfo: [{ ttl: { seconds: 315_576_000_001n } }] }],
    [
      "log_context.pods[0].containers[0].process.container_start_time",
      {
        logContext: {
          pods: [{ containers: [{ process: { containerStartTime: { nanos: -1 } } }] }],
        },
      },
    ],
  ])("is found: %s", (field, told) => {
    expect(find(told)?.field).toBe(field);
  });

  test.each<[string, MessageInitShape<typeof ActionEventSchema>]>([
    ["none at all", {}],
    ["the first one that can be told", { updatedTime: { seconds: -62_135_596_800n } }],
    ["the last one", { updatedTime: { seconds: 253_402_300_799n, nanos: 999_999_999 } }],
    ["half a second before 1970", { updatedTime: { seconds: -1n, nanos: 500_000_000 } }],
    ["a duration below zero", { logInfo: [{ ttl: { seconds: -1n, nanos: -5 } }] }],
    ["a duration below a second", { logInfo: [{ ttl: { nanos: -5 } }] }],
  ])("is not found in %s", (_, told) => {
    expect(find(told)).toBeUndefined();
  });
});
