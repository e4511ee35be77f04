import type {
  ActionsChanged,
  ActionsSnapshot,
  RecordedEvents,
  RunIdentifier,
  RunSettled,
  SnapshotComplete,
} from "@runledger/proto";
import {
  ActionsChangedSchema,
  ActionsSnapshotSchema,
  RecordedEventsSchema,
  ActionPhaseSchema,
  RunIdentifierSchema,
  RunSettledSchema,
  SnapshotCompleteSchema,
} from "@runledger/proto";
import type { RunsFrame } from "@runledger/ledger";
import { builder, type ObjectOf, type UnionOf } from "../builder.ts";
import { description } from "../proto/description.ts";
import { enumType } from "../proto/enum-type.ts";
import { objectType } from "../proto/object-type.ts";
import { enrichedAction } from "../types/enriched-action.ts";
import { recordedEvent } from "../types/recorded-event.ts";
import { run } from "../types/run.ts";
import { digestText } from "./digest-text.ts";

const resume = "Give it as `afterRevision` to resume from here.";

const digested =
  "It is the sum, modulo 2^128, of MurmurHash3_x86_128 (seed 0) of each one's name in UTF-8 and `status.revision` in 8 bytes, the lowest first. A client that shows just these comes to the same: `ActionDigest` of @runledger/state.";

function last(otherwise: string): string {
  return `${otherwise} where more frames of the same step follow.`;
}

const actionsSnapshot: ObjectOf<ActionsSnapshot> = builder
  .objectRef<ActionsSnapshot>("ActionsSnapshot")
  .implement({
    description: description(ActionsSnapshotSchema),
    fields: (t) => ({
      actions: t.field({
        type: [enrichedAction],
        description: "The actions.",
        complexity: { field: 1, multiplier: 1 },
        resolve: ({ actions }) => actions,
      }),
    }),
  });

const snapshotComplete: ObjectOf<SnapshotComplete> = builder
  .objectRef<SnapshotComplete>("SnapshotComplete")
  .implement({
    description: description(SnapshotCompleteSchema),
    fields: (t) => ({
      revision: t.field({
        type: "Revision",
        description: `The revision that the snapshot is of. ${resume}`,
        resolve: ({ revision }) => revision,
      }),
      shown: t.int({
        description: "How many actions the snapshot showed.",
        resolve: ({ shown }) => Number(shown),
      }),
      total: t.int({
        description: "How many actions the run has, shown or not.",
        resolve: ({ total }) => Number(total),
      }),
      digest: t.string({
        description: `The digest of the actions that the snapshot showed: 32 hexadecimal digits. ${digested}`,
        resolve: ({ digest }) => digestText(digest),
      }),
    }),
  });

const actionsChanged: ObjectOf<ActionsChanged> = builder
  .objectRef<ActionsChanged>("ActionsChanged")
  .implement({
    description: description(ActionsChangedSchema),
    fields: (t) => ({
      actions: t.field({
        type: [enrichedAction],
        description:
          "The actions, as they are now: each at most once, with whether it is still to be shown. Parents before their children.",
        complexity: { field: 1, multiplier: 1 },
        resolve: ({ actions }) => actions,
      }),
      revision: t.field({
        type: "Revision",
        // Not null for "none": members of a union whose fields differ in that can't be asked for together.
        description: `The revision that these bring the watch to. ${resume} 0: more frames of the same step follow, and only the last of them can be resumed from.`,
        resolve: ({ revision }) => revision,
      }),
      shown: t.int({
        description: `How many actions are shown with these. ${last("0")}`,
        resolve: ({ shown }) => Number(shown),
      }),
      total: t.int({
        description: `How many actions the run has, shown or not. ${last("0")}`,
        resolve: ({ total }) => Number(total),
      }),
      digest: t.string({
        description: `The digest of the actions that are shown with these. ${last("Empty")} ${digested}`,
        resolve: ({ digest }) => digestText(digest),
      }),
    }),
  });

export const runSettled: ObjectOf<RunSettled> = builder
  .objectRef<RunSettled>("RunSettled")
  .implement({
    description: description(RunSettledSchema),
    fields: (t) => ({
      revision: t.field({
        type: "Revision",
        description:
          "The revision that the watch has come to: all up to it has been sent. What is reported of details after that raises the run's revision; whoever resumes from here is sent that.",
        resolve: ({ revision }) => revision,
      }),
      phase: t.field({
        type: enumType(ActionPhaseSchema),
        description: "The phase of the root action.",
        resolve: ({ phase }) => phase,
      }),
    }),
  });

const recordedEvents: ObjectOf<RecordedEvents> = builder
  .objectRef<RecordedEvents>("RecordedEvents")
  .implement({
    description: description(RecordedEventsSchema),
    fields: (t) => ({
      events: t.field({
        type: [recordedEvent],
        description: "The reports.",
        complexity: { field: 1, multiplier: 1 },
        resolve: ({ events }) => events,
      }),
      revision: t.field({
        type: "Revision",
        description: `The revision of the last of them. ${resume}`,
        resolve: ({ events }) => events.at(-1)?.revision ?? 0n,
      }),
    }),
  });

/** What a watch of a run's actions sends. */
export type RunActionsFrame = ActionsSnapshot | SnapshotComplete | ActionsChanged | RunSettled;

export const runActionsFrame: UnionOf<RunActionsFrame> = builder.unionType("RunActionsFrame", {
  description:
    "One frame of a watch of a run's actions: a snapshot in one frame or more, a marker that it is complete, then changes, and the end once the run has settled.",
  types: [actionsSnapshot, snapshotComplete, actionsChanged, runSettled],
  resolveType: ({ $typeName }) => $typeName.slice($typeName.lastIndexOf(".") + 1) as never,
});

/** What a watch of a run's reports sends. */
export type RunEventsFrame = RecordedEvents | RunSettled;

export const runEventsFrame: UnionOf<RunEventsFrame> = builder.unionType("RunEventsFrame", {
  description:
    "One frame of a watch of a run's reports: reports, none left out, and the end once the run has settled.",
  types: [recordedEvents, runSettled],
  resolveType: ({ $typeName }) => $typeName.slice($typeName.lastIndexOf(".") + 1) as never,
});

export const runsChanged: ObjectOf<RunsFrame> = builder
  .objectRef<RunsFrame>("RunsChanged")
  .implement({
    description: "Runs that have changed since the frame before, and those that were deleted.",
    fields: (t) => ({
      deleted: t.field({
        type: [objectType<RunIdentifier>(RunIdentifierSchema)],
        description:
          "Runs that were deleted. To be taken first: a run of the same name in the same frame is another one.",
        resolve: ({ deleted }) => [...deleted],
      }),
      runs: t.field({
        type: [run],
        description: "The runs, as they are now.",
        complexity: { field: 1, multiplier: 1 },
        resolve: ({ runs }) => [...runs],
      }),
      cursor: t.exposeString("cursor", {
        description: "Give it as `after` to resume from here. Opaque.",
      }),
    }),
  });
