import type { DescMessage } from "@bufbuild/protobuf";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import {
  ActionAttemptSchema,
  ActionEventSchema,
  ActionMetadataSchema,
  ActionRecordSchema,
  ActionStatusSchema,
  AttemptRecordSchema,
  PhaseTransitionSchema,
  ReportKeySchema,
  TaskActionMetadataSchema,
  TaskIdentifierSchema,
  TaskLogSchema,
} from "@runledger/proto";

/**
 * The messages that get a reader and a writer: what the ledger keeps of every report and every action, and what nearly all of
 * these hold. What else they may hold is left to protobuf-es.
 */
export const kept: readonly DescMessage[] = [
  TimestampSchema,
  TaskLogSchema,
  ReportKeySchema,
  PhaseTransitionSchema,
  ActionAttemptSchema,
  AttemptRecordSchema,
  ActionRecordSchema,
  ActionStatusSchema,
  TaskIdentifierSchema,
  TaskActionMetadataSchema,
  ActionMetadataSchema,
  ActionEventSchema,
];
