import type { ActionColumn, RunColumn } from "@runledger/store";
import { builder, type EnumOf, type InputOf } from "../builder.ts";

/** By what to sort, and which way round. */
export interface Order<Column extends string> {
  readonly field: Column;
  readonly descending?: boolean | null | undefined;
}

const runColumn: EnumOf<RunColumn> = builder.enumType("RunOrderField", {
  description: "What runs can be sorted by.",
  values: {
    CREATED_TIME: {
      value: "createdAt" as const,
      description: "When the ledger first heard of it.",
    },
    UPDATED_TIME: { value: "updatedAt" as const, description: "When it last changed." },
    START_TIME: { value: "startedAt" as const, description: "When it started." },
    END_TIME: { value: "endedAt" as const, description: "When it ended." },
    PROJECT: { value: "project" as const, description: "Its project." },
    DOMAIN: { value: "domain" as const, description: "Its domain." },
    NAME: { value: "name" as const, description: "Its name." },
    PHASE: { value: "phase" as const, description: "The number of the phase of its root action." },
    TASK_NAME: { value: "taskName" as const, description: "The name of the root action's task." },
    CREATED_BY: { value: "createdBy" as const, description: "The subject of who created it." },
    SOURCE: { value: "source" as const, description: "The number of what started it." },
  },
});

const actionColumn: EnumOf<ActionColumn> = builder.enumType("ActionOrderField", {
  description: "What actions can be sorted by.",
  values: {
    NUMBER: {
      value: "number" as const,
      description: "The order in which the ledger heard of them.",
    },
    NAME: { value: "name" as const, description: "Its name." },
    PARENT: { value: "parent" as const, description: "The name of the action above." },
    GROUP: { value: "group" as const, description: "Its group." },
    TYPE: { value: "type" as const, description: "The number of its sort." },
    TASK_NAME: { value: "taskName" as const, description: "The name of its task." },
    TASK_TYPE: { value: "taskType" as const, description: "What takes care of its task." },
    PHASE: { value: "phase" as const, description: "The number of its phase." },
    ATTEMPT: { value: "attempt" as const, description: "The number of its latest attempt." },
    CREATED_TIME: { value: "createdAt" as const, description: "When it was queued." },
    UPDATED_TIME: { value: "updatedAt" as const, description: "When it last changed." },
    START_TIME: { value: "startedAt" as const, description: "When it started." },
    END_TIME: { value: "endedAt" as const, description: "When it ended." },
    ERROR_KIND: {
      value: "errorKind" as const,
      description: "The kind of the error of its latest attempt.",
    },
    ERROR_CODE: {
      value: "errorCode" as const,
      description: "The code of the error of its latest attempt.",
    },
    ABORT_STATE: { value: "abortState" as const, description: "How far its abort has come." },
  },
});

function orderType<Column extends string>(
  name: string,
  column: EnumOf<Column>,
): InputOf<Order<Column>> {
  return builder.inputType(name, {
    description:
      "By what to sort, and which way round. Rows that don't have it come first, or last if turned round.",
    fields: (t) => ({
      field: t.field({
        type: column,
        required: true,
        description: "What to sort by.",
      }),
      descending: t.boolean({
        required: false,
        description: "The greatest, or the latest, first.",
      }),
    }),
  }) as unknown as InputOf<Order<Column>>;
}

export const runOrder: InputOf<Order<RunColumn>> = orderType("RunOrder", runColumn);
export const actionOrder: InputOf<Order<ActionColumn>> = orderType("ActionOrder", actionColumn);

/** Says the same as the store sorts. None given: undefined, and the ledger's own order holds. */
export function toSort<Column extends string>(
  order: readonly Order<Column>[] | null | undefined,
): { readonly column: Column; readonly descending: boolean }[] | undefined {
  return order?.map(({ field, descending }) => ({
    column: field,
    descending: descending ?? false,
  }));
}
