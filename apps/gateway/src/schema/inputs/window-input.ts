import type { WatchWindowOptions, WindowOrderKey } from "@runledger/ledger";
import { badInput } from "../../errors/bad-input.ts";
import { builder, type EnumOf, type InputOf } from "../builder.ts";

/** By what the actions below one are ordered. */
interface WindowOrderInput {
  readonly field: WindowOrderKey;
  readonly descending?: boolean | null | undefined;
}

/** What a client has of another window. */
interface HeldActions {
  readonly revision: number;
  readonly actions: readonly string[];
}

/** Which part of a run's rows is asked for. */
export interface WindowInput {
  readonly expanded?: readonly string[] | null | undefined;
  readonly orderBy?: WindowOrderInput | null | undefined;
  readonly row?: number | null | undefined;
  readonly action?: string | null | undefined;
  readonly before?: number | null | undefined;
  readonly after?: number | null | undefined;
  readonly held?: HeldActions | null | undefined;
}

const orderField: EnumOf<WindowOrderKey> = builder.enumType("WindowOrderField", {
  description: "What the actions below one can be ordered by in a window.",
  values: {
    NUMBER: {
      value: "number" as const,
      description: "The order in which the ledger heard of them.",
    },
    NAME: { value: "name" as const, description: "Their names." },
    START_TIME: {
      value: "startedAt" as const,
      description: "When they started. What hasn't started counts as later than what has.",
    },
    END_TIME: {
      value: "endedAt" as const,
      description: "When they ended. What hasn't ended counts as later than what has.",
    },
  },
});

const orderBy: InputOf<WindowOrderInput> = builder.inputType("WindowOrder", {
  description: "By what to order the actions below one, and which way round.",
  fields: (t) => ({
    field: t.field({ type: orderField, required: true, description: "By what." }),
    descending: t.boolean({ defaultValue: false, description: "From the greatest to the least." }),
  }),
});

const heldActions: InputOf<HeldActions> = builder.inputType("HeldActions", {
  description: "What a client has of another window on the same run.",
  fields: (t) => ({
    revision: t.field({
      type: "Revision",
      required: true,
      description: "The revision of the last frame that it took.",
    }),
    actions: t.stringList({
      required: true,
      description:
        "The names of the actions that it has. They are sent only if they have changed above that revision.",
    }),
  }),
});

export const windowInput: InputOf<WindowInput> = builder.inputType("WindowInput", {
  description: "Which part of the rows of a run to show.",
  fields: (t) => ({
    expanded: t.stringList({
      required: false,
      description:
        "The names of the actions whose children have rows. Names that aren't known yet do nothing until they are. Left out: the root.",
    }),
    orderBy: t.field({
      type: orderBy,
      required: false,
      description: "How the actions below one are ordered. Left out: by number.",
    }),
    row: t.int({
      required: false,
      description: "The anchor: a row, by number from 0. Left out, as `action`: row 0.",
    }),
    action: t.string({
      required: false,
      description:
        "The anchor: an action, which the window follows when rows come and go above it. One that has no row stands for what has one of those above it.",
    }),
    before: t.int({
      required: false,
      description: "How many rows to show above the anchor. Left out: none.",
    }),
    after: t.int({
      required: false,
      description: "How many rows to show from the anchor on. Left out: 100.",
    }),
    held: t.field({
      type: heldActions,
      required: false,
      description: "What the client has already, when it moves a window.",
    }),
  }),
});

/**
 * Says the same as the ledger asks it.
 *
 * @throws GatewayError BAD_INPUT where two anchors are given
 */
export function windowOptions({
  action,
  after,
  before,
  expanded,
  held,
  orderBy: order,
  row,
}: WindowInput): WatchWindowOptions {
  const byRow = typeof row === "number";
  const byAction = typeof action === "string";
  if (byRow && byAction) {
    throw badInput("window", "window has a row and an action, and one anchor is all it can have.");
  }
  return {
    ...(expanded && { expanded }),
    ...(order && { order: { by: order.field, descending: order.descending === true } }),
    ...(byRow && { anchor: { row } }),
    ...(byAction && { anchor: { action } }),
    ...(typeof before === "number" && { before }),
    ...(typeof after === "number" && { after }),
    ...(held && { held }),
  };
}
