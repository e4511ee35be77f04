import { type MessageInitShape, create } from "@bufbuild/protobuf";
import type { ActionPhase } from "@runledger/proto/core/v1";
import {
  type AbortRequest,
  type ActionEvent,
  ActionEventSchema,
  type ActionRecord,
  type WorkRecord,
} from "@runledger/proto/run/v1";
import { attemptOf, phaseOf } from "../current.ts";
import { foldReport } from "../fold.ts";
import { attemptLimit } from "../retry.ts";
import type { WorkContext } from "./decision.ts";

type Details = Omit<MessageInitShape<typeof ActionEventSchema>, "$typeName" | "phase" | "id">;

/** A decision in the making. What it is made on isn't touched. */
export class Draft {
  readonly context: WorkContext;
  /** The action as it is with the reports so far. */
  record: ActionRecord;
  work: WorkRecord;
  abort: AbortRequest | undefined;
  readonly reports: ActionEvent[] = [];

  constructor(context: WorkContext) {
    this.context = context;
    this.record = context.record;
    this.work = { ...context.work };
  }

  get phase(): ActionPhase {
    return phaseOf(this.record);
  }

  get attempt(): number {
    return Math.max(1, attemptOf(this.record));
  }

  /** How many attempts the action may have. */
  get maxAttempts(): number {
    const { metadata, policy } = this.context;
    return metadata?.maxAttempts ? attemptLimit(metadata) : policy.maxAttempts;
  }

  /**
   * Reports a phase of the current attempt, or of another one that `details` names.
   *
   * @throws Error if a rule forbids it: the decision is wrong
   */
  report(phase: ActionPhase, details: Details = {}): void {
    const { metadata, now, policy } = this.context;
    const event = create(ActionEventSchema, {
      attempt: this.attempt,
      version: this.work.reportVersion,
      updatedTime: now,
      reportedTime: now,
      producer: policy.producer,
      ...details,
      phase,
    });
    const result = foldReport(this.record, metadata, event);
    if (!("record" in result))
      throw new Error(`A decision breaks a rule: ${JSON.stringify(result)}`);
    this.record = result.record;
    this.work.reportVersion += 1;
    this.reports.push(event);
  }
}
