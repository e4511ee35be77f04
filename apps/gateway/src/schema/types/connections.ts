import type { QuarantinedEvent, RecordedEvent, Run } from "@runledger/proto";
import { builder, type ObjectOf } from "../builder.ts";
import { action, type ActionModel } from "./action.ts";
import { type Connection, connectionType } from "./connection.ts";
import { quarantinedEvent } from "./quarantined-event.ts";
import { recordedEvent } from "./recorded-event.ts";
import { run } from "./run.ts";

/** A page of actions, and how to count those of all pages. */
export interface ActionConnection extends Connection<ActionModel> {
  readonly count: () => Promise<number>;
}

export const runConnection: ObjectOf<Connection<Run>> = connectionType("Run", run);
export const recordedEventConnection: ObjectOf<Connection<RecordedEvent>> = connectionType(
  "RecordedEvent",
  recordedEvent,
);
export const quarantinedEventConnection: ObjectOf<Connection<QuarantinedEvent>> = connectionType(
  "QuarantinedEvent",
  quarantinedEvent,
);
export const actionConnection: ObjectOf<ActionConnection> = connectionType<
  ActionModel,
  ActionConnection
>("Action", action);

builder.objectField(actionConnection, "totalCount", (t) =>
  t.int({
    description: "How many actions match, on all pages.",
    complexity: 5,
    resolve: ({ count }) => count(),
  }),
);
