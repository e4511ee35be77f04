import {
  AbortStateSchema,
  ActionPhaseSchema,
  ActionTypeSchema,
  ExecutionError_ErrorKindSchema,
} from "@runledger/proto";
import type { ActionColumn, Filter } from "@runledger/store";
import { builder, type InputOf } from "../builder.ts";
import { enumType } from "../proto/enum-type.ts";
import { equalTo, oneOf, toFilter } from "./column-conditions.ts";
import { textConditions, type TextFilter, textFilter } from "./text-filter.ts";
import { timeConditions, type TimeFilter, timeFilter } from "./time-filter.ts";

/** Which actions of a run to list. All that is given has to hold. */
export interface ActionFilter {
  readonly phases?: readonly number[] | null | undefined;
  readonly name?: TextFilter | null | undefined;
  readonly parent?: string | null | undefined;
  readonly group?: string | null | undefined;
  readonly types?: readonly number[] | null | undefined;
  readonly taskName?: TextFilter | null | undefined;
  readonly taskType?: TextFilter | null | undefined;
  readonly createdTime?: TimeFilter | null | undefined;
  readonly updatedTime?: TimeFilter | null | undefined;
  readonly startTime?: TimeFilter | null | undefined;
  readonly endTime?: TimeFilter | null | undefined;
  readonly errorKinds?: readonly number[] | null | undefined;
  readonly errorCode?: TextFilter | null | undefined;
  readonly abortStates?: readonly number[] | null | undefined;
}

export const actionFilter: InputOf<ActionFilter> = builder.inputType("ActionFilter", {
  description: "Which actions of a run to list. All that is given has to hold.",
  fields: (t) => ({
    phases: t.field({
      type: [enumType(ActionPhaseSchema)],
      required: false,
      description: "In one of these phases.",
    }),
    name: t.field({ type: textFilter, required: false, description: "By name." }),
    parent: t.string({
      required: false,
      description: 'Directly below the action of this name. "": the root.',
    }),
    group: t.string({ required: false, description: 'Of this group. "": of none.' }),
    types: t.field({
      type: [enumType(ActionTypeSchema)],
      required: false,
      description: "Of one of these sorts.",
    }),
    taskName: t.field({
      type: textFilter,
      required: false,
      description: "By the name of the task.",
    }),
    taskType: t.field({
      type: textFilter,
      required: false,
      description: "By what takes care of the task.",
    }),
    createdTime: t.field({
      type: timeFilter,
      required: false,
      description: "By when it was queued.",
    }),
    updatedTime: t.field({
      type: timeFilter,
      required: false,
      description: "By when it last changed.",
    }),
    startTime: t.field({ type: timeFilter, required: false, description: "By when it started." }),
    endTime: t.field({ type: timeFilter, required: false, description: "By when it ended." }),
    errorKinds: t.field({
      type: [enumType(ExecutionError_ErrorKindSchema)],
      required: false,
      description: "Whose latest attempt ended with an error of one of these kinds.",
    }),
    errorCode: t.field({
      type: textFilter,
      required: false,
      description: "By the code of the error that the latest attempt ended with.",
    }),
    abortStates: t.field({
      type: [enumType(AbortStateSchema)],
      required: false,
      description: "Whose abort is in one of these states.",
    }),
  }),
});

/** Says the same as the ledger asks it. */
export function actionConditions(filter: ActionFilter): Filter<ActionColumn> {
  return toFilter([
    ["phase", oneOf(filter.phases)],
    ["name", filter.name && textConditions(filter.name)],
    ["parent", equalTo(filter.parent)],
    ["group", equalTo(filter.group)],
    ["type", oneOf(filter.types)],
    ["taskName", filter.taskName && textConditions(filter.taskName)],
    ["taskType", filter.taskType && textConditions(filter.taskType)],
    ["createdAt", filter.createdTime && timeConditions(filter.createdTime)],
    ["updatedAt", filter.updatedTime && timeConditions(filter.updatedTime)],
    ["startedAt", filter.startTime && timeConditions(filter.startTime)],
    ["endedAt", filter.endTime && timeConditions(filter.endTime)],
    ["errorKind", oneOf(filter.errorKinds)],
    ["errorCode", filter.errorCode && textConditions(filter.errorCode)],
    ["abortState", oneOf(filter.abortStates)],
  ]);
}
