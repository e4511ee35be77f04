// What can be watched.
import type { ActionDetails, ActionsFrame, EventsFrame } from "@runledger/proto";
import type { RunsFrame } from "@runledger/ledger";
import { builder } from "../builder.ts";
import {
  actionIdentifierInput,
  runIdentifierInput,
  toActionIdentifier,
  toRunIdentifier,
} from "../inputs/identifiers.ts";
import { actionsFilter } from "../inputs/actions-filter.ts";
import { action, type ActionModel } from "../types/action.ts";
import { resumeAfter, revisionCursor } from "./cursor.ts";
import type { Frame } from "./frame.ts";
import {
  type RunActionsFrame,
  runActionsFrame,
  type RunEventsFrame,
  runEventsFrame,
  runsChanged,
} from "./frame-types.ts";

const resumes =
  "Resumes: what has changed above this revision comes, without a snapshot. Any revision that was ever handed out will do. Over server-sent events the header `Last-Event-ID` does the same.";
const waits = "Waits where it isn't known yet. Otherwise that is an error with the code NOT_FOUND.";

builder.subscriptionType({
  description:
    "What can be watched. Over server-sent events or over WebSocket (graphql-transport-ws).",
});

builder.subscriptionFields((t) => ({
  runActions: t.field({
    type: runActionsFrame,
    description:
      "Watches the actions of a run: a snapshot, a marker that it is complete, then changes. Ends once the run has settled. A consumer that is slow gets what has changed since it last took something, each action once, as it is then.",
    args: {
      run: t.arg({ type: runIdentifierInput, required: true, description: "The run." }),
      filter: t.arg({
        type: actionsFilter,
        required: false,
        description: "Which actions to show. Those above them are shown too.",
      }),
      afterRevision: t.arg({ type: "Revision", required: false, description: resumes }),
      wait: t.arg.boolean({ defaultValue: false, required: true, description: waits }),
    },
    complexity: 10,
    subscribe: (_, args, { ledger, signal, lastEventId }) => {
      const afterRevision = resumeAfter(args.afterRevision, lastEventId);
      const { phases, nameContains } = args.filter ?? {};
      return actionFrames(
        ledger.watchActions(toRunIdentifier(args.run, "run"), {
          signal,
          wait: args.wait,
          filter: {
            ...(phases && { phases }),
            ...(typeof nameContains === "string" && { nameContains }),
          },
          ...(afterRevision !== undefined && { afterRevision }),
        }),
      );
    },
    resolve: ({ value }) => value,
  }),
  action: t.field({
    type: action,
    description:
      "Watches one action: as it is, then whenever it has changed. Ends once its run has settled.",
    args: {
      action: t.arg({ type: actionIdentifierInput, required: true, description: "The action." }),
      afterRevision: t.arg({
        type: "Revision",
        required: false,
        description: "Resumes: the action comes once it has changed above this revision.",
      }),
      wait: t.arg.boolean({ defaultValue: false, required: true, description: waits }),
    },
    complexity: 10,
    subscribe: (_, args, { ledger, signal, lastEventId }) => {
      const afterRevision = resumeAfter(args.afterRevision, lastEventId);
      return detailFrames(
        ledger.watchAction(toActionIdentifier(args.action, "action"), {
          signal,
          wait: args.wait,
          ...(afterRevision !== undefined && { afterRevision }),
        }),
      );
    },
    resolve: ({ value }, _, { loaders }) => {
      // It came whole: its attempts need no second look, and are of the same revision.
      if (value.id !== undefined) loaders.actionDetails.prime(value.id, value as ActionDetails);
      return value;
    },
  }),
  runEvents: t.field({
    type: runEventsFrame,
    description:
      "Watches the reports of a run, in the order in which the ledger took them. Leaves none out. Ends once the run has settled.",
    args: {
      run: t.arg({ type: runIdentifierInput, required: true, description: "The run." }),
      action: t.arg.string({
        required: false,
        description: "Only reports on the action of this name.",
      }),
      afterRevision: t.arg({
        type: "Revision",
        required: false,
        description:
          "Only reports above this revision. Left out: all of them. Over server-sent events the header `Last-Event-ID` does the same.",
      }),
      wait: t.arg.boolean({ defaultValue: false, required: true, description: waits }),
    },
    complexity: 10,
    subscribe: (_, args, { ledger, signal, lastEventId }) => {
      const afterRevision = resumeAfter(args.afterRevision, lastEventId);
      return eventFrames(
        ledger.watchEvents(toRunIdentifier(args.run, "run"), {
          signal,
          wait: args.wait,
          ...(typeof args.action === "string" && { action: args.action }),
          ...(afterRevision !== undefined && { afterRevision }),
        }),
      );
    },
    resolve: ({ value }) => value,
  }),
  runs: t.field({
    type: runsChanged,
    description:
      "Watches runs: those that change from now on, or above a cursor. Doesn't end by itself.",
    args: {
      project: t.arg.string({ required: false, description: "Only runs of this project." }),
      domain: t.arg.string({ required: false, description: "Only runs of this domain." }),
      after: t.arg.string({
        required: false,
        description:
          "Resumes from this cursor. Over server-sent events the header `Last-Event-ID` does the same.",
      }),
    },
    complexity: 10,
    subscribe: (_, args, { ledger, signal, lastEventId }) => {
      const cursor = lastEventId || args.after;
      return runsFrames(
        ledger.watchRuns({
          signal,
          ...(typeof args.project === "string" && { project: args.project }),
          ...(typeof args.domain === "string" && { domain: args.domain }),
          ...(typeof cursor === "string" && { cursor }),
        }),
      );
    },
    resolve: ({ value }) => value,
  }),
}));

async function* actionFrames(
  frames: AsyncIterable<ActionsFrame>,
): AsyncGenerator<Frame<RunActionsFrame>> {
  for await (const { frame } of frames) {
    if (frame.case === undefined) continue;
    const { value } = frame;
    // A revision of 0 says that the step goes on: no place to resume from.
    yield "revision" in value && value.revision > 0n
      ? { value, cursor: revisionCursor(value.revision) }
      : { value };
  }
}

async function* detailFrames(
  frames: AsyncIterable<ActionDetails>,
): AsyncGenerator<Frame<ActionModel>> {
  for await (const value of frames) {
    yield { value, cursor: revisionCursor(value.status?.revision ?? 0n) };
  }
}

async function* eventFrames(
  frames: AsyncIterable<EventsFrame>,
): AsyncGenerator<Frame<RunEventsFrame>> {
  for await (const { frame } of frames) {
    if (frame.case === undefined) continue;
    const revision =
      frame.case === "events" ? frame.value.events.at(-1)?.revision : frame.value.revision;
    yield {
      value: frame.value,
      ...(revision !== undefined && { cursor: revisionCursor(revision) }),
    };
  }
}

async function* runsFrames(frames: AsyncIterable<RunsFrame>): AsyncGenerator<Frame<RunsFrame>> {
  for await (const value of frames) yield { value, cursor: value.cursor };
}
