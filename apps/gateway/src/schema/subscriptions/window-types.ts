import {
  type ActionsWindow,
  ActionsWindowSchema,
  type RunSettled,
  type WindowRow,
  WindowRowSchema,
} from "@runledger/proto";
import { builder, type ObjectOf, type UnionOf } from "../builder.ts";
import { description } from "../proto/description.ts";
import { enrichedAction } from "../types/enriched-action.ts";
import { digestText } from "./digest-text.ts";
import { runSettled } from "./frame-types.ts";

const windowRow: ObjectOf<WindowRow> = builder.objectRef<WindowRow>("WindowRow").implement({
  description: description(WindowRowSchema),
  fields: (t) => ({
    name: t.exposeString("name", { description: "The name of the action." }),
    depth: t.exposeInt("depth", {
      description: "How many rows above it it is nested in.",
    }),
    hasChildren: t.exposeBoolean("hasChildren", {
      description: "Whether there is anything to be shown below it.",
    }),
    expanded: t.exposeBoolean("expanded", { description: "Whether that has rows." }),
  }),
});

const actionsWindow: ObjectOf<ActionsWindow> = builder
  .objectRef<ActionsWindow>("ActionsWindow")
  .implement({
    description: description(ActionsWindowSchema),
    fields: (t) => ({
      revision: t.field({
        type: "Revision",
        description: "The revision that the window is of.",
        resolve: ({ revision }) => revision,
      }),
      firstRow: t.int({
        description: "The number of its first row.",
        resolve: ({ firstRow }) => Number(firstRow),
      }),
      totalRows: t.int({
        description: "How many rows there are in all, with what is expanded.",
        resolve: ({ totalRows }) => Number(totalRows),
      }),
      shown: t.int({
        description:
          "How many actions meet the filter or have one below them that does, whether they have a row or not.",
        resolve: ({ shown }) => Number(shown),
      }),
      total: t.int({
        description: "How many actions the run has.",
        resolve: ({ total }) => Number(total),
      }),
      anchorRow: t.int({
        description:
          "The row of the anchor: of the action that was asked for, or else of what has a row of those above it.",
        resolve: ({ anchorRow }) => Number(anchorRow),
      }),
      above: t.field({
        type: [windowRow],
        description: "What the first row is nested in, the outermost first: above the window.",
        complexity: { field: 1, multiplier: 1 },
        resolve: ({ above }) => above,
      }),
      rows: t.field({
        type: [windowRow],
        description: "Its rows, from top to bottom.",
        complexity: { field: 1, multiplier: 1 },
        resolve: ({ rows }) => rows,
      }),
      actions: t.field({
        type: [enrichedAction],
        description:
          "The actions in these rows and above them that the watch hasn't sent yet as they are now. What is in no row any more is to be forgotten.",
        complexity: { field: 1, multiplier: 1 },
        resolve: ({ actions }) => actions,
      }),
      digest: t.string({
        description:
          "The digest of the actions in these rows and above them. See SnapshotComplete.",
        resolve: ({ digest }) => digestText(digest),
      }),
    }),
  });

/** What a watch of a window sends. */
export type RunWindowFrame = ActionsWindow | RunSettled;

export const runWindowFrame: UnionOf<RunWindowFrame> = builder.unionType("RunWindowFrame", {
  description:
    "One frame of a watch of a window on a run's actions: the window with what is new in it, and the end once the run has settled.",
  types: [actionsWindow, runSettled],
  resolveType: ({ $typeName }) => $typeName.slice($typeName.lastIndexOf(".") + 1) as never,
});
