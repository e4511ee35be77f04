import type { ListRunsQuery } from "@runledger/ledger";
import { ActionPhaseSchema, RunSourceSchema } from "@runledger/proto";
import { builder, type InputOf } from "../builder.ts";
import { enumType } from "../proto/enum-type.ts";
import { equalTo, oneOf, toFilter } from "./column-conditions.ts";
import { textConditions, type TextFilter, textFilter } from "./text-filter.ts";
import { timeConditions, type TimeFilter, timeFilter } from "./time-filter.ts";

interface LabelFilter {
  readonly key: string;
  readonly value: TextFilter;
}

/** Which runs to list. All that is given has to hold. */
export interface RunFilter {
  readonly project?: string | null | undefined;
  readonly domain?: string | null | undefined;
  readonly name?: TextFilter | null | undefined;
  readonly phases?: readonly number[] | null | undefined;
  readonly taskName?: TextFilter | null | undefined;
  readonly taskVersion?: TextFilter | null | undefined;
  readonly triggerName?: TextFilter | null | undefined;
  readonly createdBy?: TextFilter | null | undefined;
  readonly sources?: readonly number[] | null | undefined;
  readonly createdTime?: TimeFilter | null | undefined;
  readonly updatedTime?: TimeFilter | null | undefined;
  readonly startTime?: TimeFilter | null | undefined;
  readonly endTime?: TimeFilter | null | undefined;
  readonly labels?: readonly LabelFilter[] | null | undefined;
  readonly havingActionIn?: readonly number[] | null | undefined;
}

const labelFilter = builder.inputType("LabelFilter", {
  description: "What the value of a label is to be like. A run without the label doesn't match.",
  fields: (t) => ({
    key: t.string({ required: true, description: "The label's key." }),
    value: t.field({
      type: textFilter,
      required: true,
      description: "What its value is to be like.",
    }),
  }),
});

export const runFilter: InputOf<RunFilter> = builder.inputType("RunFilter", {
  description: "Which runs to list. All that is given has to hold.",
  fields: (t) => ({
    project: t.string({ required: false, description: "Of this project." }),
    domain: t.string({ required: false, description: "Of this domain." }),
    name: t.field({ type: textFilter, required: false, description: "By name." }),
    phases: t.field({
      type: [enumType(ActionPhaseSchema)],
      required: false,
      description: "With the root action in one of these phases.",
    }),
    taskName: t.field({
      type: textFilter,
      required: false,
      description: "By the name of the root action's task.",
    }),
    taskVersion: t.field({
      type: textFilter,
      required: false,
      description: "By the version of the root action's task.",
    }),
    triggerName: t.field({
      type: textFilter,
      required: false,
      description: "By the name of the trigger that started it.",
    }),
    createdBy: t.field({
      type: textFilter,
      required: false,
      description: "By the subject of who created it.",
    }),
    sources: t.field({
      type: [enumType(RunSourceSchema)],
      required: false,
      description: "Started by one of these.",
    }),
    createdTime: t.field({
      type: timeFilter,
      required: false,
      description: "By when the ledger first heard of it.",
    }),
    updatedTime: t.field({
      type: timeFilter,
      required: false,
      description: "By when it last changed.",
    }),
    startTime: t.field({ type: timeFilter, required: false, description: "By when it started." }),
    endTime: t.field({ type: timeFilter, required: false, description: "By when it ended." }),
    labels: t.field({ type: [labelFilter], required: false, description: "By labels." }),
    havingActionIn: t.field({
      type: [enumType(ActionPhaseSchema)],
      required: false,
      description: "With any action in one of these phases.",
    }),
  }),
});

/** Says the same as the ledger asks it. */
export function runQuery(
  filter: RunFilter,
): Pick<ListRunsQuery, "filter" | "labels" | "havingActionIn"> {
  return {
    filter: toFilter([
      ["project", equalTo(filter.project)],
      ["domain", equalTo(filter.domain)],
      ["name", filter.name && textConditions(filter.name)],
      ["phase", oneOf(filter.phases)],
      ["taskName", filter.taskName && textConditions(filter.taskName)],
      ["taskVersion", filter.taskVersion && textConditions(filter.taskVersion)],
      ["triggerName", filter.triggerName && textConditions(filter.triggerName)],
      ["createdBy", filter.createdBy && textConditions(filter.createdBy)],
      ["source", oneOf(filter.sources)],
      ["createdAt", filter.createdTime && timeConditions(filter.createdTime)],
      ["updatedAt", filter.updatedTime && timeConditions(filter.updatedTime)],
      ["startedAt", filter.startTime && timeConditions(filter.startTime)],
      ["endedAt", filter.endTime && timeConditions(filter.endTime)],
    ]),
    labels: (filter.labels ?? []).flatMap(({ key, value }) =>
      textConditions(value).map((condition) => ({ key, condition })),
    ),
    ...(filter.havingActionIn && { havingActionIn: filter.havingActionIn }),
  };
}
