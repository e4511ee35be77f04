import type { Timestamp } from "@bufbuild/protobuf/wkt";
import {
  type ActionAttempt,
  ActionAttemptSchema,
  type TaskLog,
  TaskLogSchema,
} from "@runledger/proto";
import { visibleLogs } from "@runledger/state";
import { builder } from "../builder.ts";
import { fromMicroseconds } from "../from-microseconds.ts";
import { objectType } from "../proto/object-type.ts";

function now(): Timestamp {
  return fromMicroseconds(Date.now() * 1000);
}

builder.objectField(objectType<ActionAttempt>(ActionAttemptSchema), "visibleLogs", (t) =>
  t.field({
    type: [objectType<TaskLog>(TaskLogSchema)],
    description:
      "The links of `logInfo` that a person should see: not before it works, unless the link says `ShowWhilePending`; not after it has ended, if it says `HideOnceFinished`; not after its `ttl` has passed since.",
    args: {
      at: t.arg({ type: "Timestamp", required: false, description: "When. Left out: now." }),
    },
    complexity: { field: 1, multiplier: 5 },
    resolve: (attempt, { at }) => visibleLogs(attempt, at ?? now()),
  }),
);
