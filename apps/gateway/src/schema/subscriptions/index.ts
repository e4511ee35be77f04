// What can be watched.
import type { ActionDetails } from "@runledger/proto";
import type { ActionsFilter } from "@runledger/ledger";
import { builder } from "../builder.ts";
import {
  actionIdentifierInput,
  runIdentifierInput,
  toActionIdentifier,
  toRunIdentifier,
} from "../inputs/identifiers.ts";
import {
  actionsFilter,
  type ActionsFilter as ActionsFilterInput,
} from "../inputs/actions-filter.ts";
import { windowInput, windowOptions } from "../inputs/window-input.ts";
import { action } from "../types/action.ts";
import { resumeAfter } from "./cursor.ts";
import { runActionsFrame, runEventsFrame, runsChanged } from "./frame-types.ts";
import { actionFrames, detailFrames, eventFrames, runsFrames, windowFrames } from "./frames.ts";
import { runWindowFrame } from "./window-types.ts";

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
      return actionFrames(
        ledger.watchActions(toRunIdentifier(args.run, "run"), {
          signal,
          wait: args.wait,
          filter: toFilter(args.filter),
          ...(afterRevision !== undefined && { afterRevision }),
        }),
      );
    },
    resolve: ({ value }) => value,
  }),
  runWindow: t.field({
    type: runWindowFrame,
    description:
      "Watches a window on the actions of a run: a part of the rows that they take on a screen, with some of them expanded. Gives the window as it is, then whenever anything in it or around it has changed. Ends once the run has settled. To move the window, subscribe anew and end this.",
    args: {
      run: t.arg({ type: runIdentifierInput, required: true, description: "The run." }),
      window: t.arg({
        type: windowInput,
        required: false,
        description: "Which part. Left out: the first hundred rows, with the root expanded.",
      }),
      filter: t.arg({
        type: actionsFilter,
        required: false,
        description: "Which actions to show. Those above them are shown too.",
      }),
      wait: t.arg.boolean({ defaultValue: false, required: true, description: waits }),
    },
    complexity: 10,
    subscribe: (_, args, { ledger, signal }) =>
      windowFrames(
        ledger.watchWindow(toRunIdentifier(args.run, "run"), {
          ...windowOptions(args.window ?? {}),
          filter: toFilter(args.filter),
          signal,
          wait: args.wait,
        }),
      ),
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

function toFilter(given: ActionsFilterInput | null | undefined): ActionsFilter {
  const { phases, nameContains } = given ?? {};
  return {
    ...(phases && { phases }),
    ...(typeof nameContains === "string" && { nameContains }),
  };
}
