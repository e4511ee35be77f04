import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import {
  NodeExecutionEventSchema,
  TaskExecutionEventSchema,
  WorkflowExecutionEventSchema,
} from "@runledger/proto/flyte1/v1";
import { ActionEventSchema } from "@runledger/proto/run/v1";
import { tellActionEvent } from "../stream/tell-action-event.ts";
import { tellNodeEvent, tellTaskEvent, tellWorkflowEvent } from "../stream/tell-flyte1-event.ts";
import type { Told } from "../stream/told.ts";

/** A sort of report: its message, by the name that people call it. */
export type ReportType = (typeof reportTypes)[number];

/** All sorts of reports that are known. */
export const reportTypes = [
  "ActionEvent",
  "WorkflowExecutionEvent",
  "NodeExecutionEvent",
  "TaskExecutionEvent",
] as const;

interface Kind<Desc extends DescMessage = DescMessage> {
  readonly schema: Desc;
  readonly tell: (message: MessageShape<Desc>) => Told;
}

const kinds: Readonly<Record<ReportType, Kind>> = {
  ActionEvent: kind({ schema: ActionEventSchema, tell: tellActionEvent }),
  WorkflowExecutionEvent: kind({ schema: WorkflowExecutionEventSchema, tell: tellWorkflowEvent }),
  NodeExecutionEvent: kind({ schema: NodeExecutionEventSchema, tell: tellNodeEvent }),
  TaskExecutionEvent: kind({ schema: TaskExecutionEventSchema, tell: tellTaskEvent }),
};

function kind<Desc extends DescMessage>({ schema, tell }: Kind<Desc>): Kind {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Told only of messages of this schema.
  return { schema, tell: (message) => tell(message as MessageShape<Desc>) };
}

/** Finds the message of a sort of reports, and what puts one as the judge takes it. */
export function kindOf(type: ReportType): Kind {
  return kinds[type];
}
