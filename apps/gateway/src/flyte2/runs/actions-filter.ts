import type { ActionsFilter } from "@runledger/ledger";
import { ActionPhaseSchema } from "@runledger/proto/core/v1";
import { type Filter, Filter_Function as Function } from "@runledger/proto/flyteidl2/common";
import { GatewayError } from "../../errors/gateway-error.ts";
import { listValue } from "../lists/list-value.ts";

/**
 * Says the filters of a watch of actions as the ledger asks them: NAME that contains something, and PHASE that is one of
 * some. All filters hold.
 *
 * @throws GatewayError BAD_INPUT that says what there is
 */
export function actionsFilter(filters: readonly Filter[]): ActionsFilter {
  let phases: number[] | undefined;
  let nameContains: string | undefined;
  for (const [index, filter] of filters.entries()) {
    const at = `filter[${index}]`;
    const asked = phasesOf(filter, at);
    const name = nameOf(filter);
    if (asked !== undefined) {
      phases = phases?.filter((phase) => asked.includes(phase)) ?? asked;
    } else if (name !== undefined && nameContains === undefined) {
      nameContains = name;
    } else {
      throw new GatewayError(
        "BAD_INPUT",
        `${at} isn't taken: a watch of actions takes one NAME with CONTAINS_CASE_INSENSITIVE, and PHASE with VALUE_IN.`,
        { field: at },
      );
    }
  }
  return {
    // No phase at all meets filters that contradict each other; to the ledger an empty list is any phase.
    ...(phases !== undefined && { phases: phases.length > 0 ? phases : [-1] }),
    ...(nameContains !== undefined && { nameContains }),
  };
}

function phasesOf({ field, function: how, values }: Filter, at: string): number[] | undefined {
  const takes = how === Function.VALUE_IN || how === Function.EQUAL;
  if (field.toUpperCase() !== "PHASE" || !takes) return undefined;
  return values.map((value, i) =>
    Number(listValue(value, ActionPhaseSchema, `${at}.values[${i}]`)),
  );
}

function nameOf({ field, function: how, values }: Filter): string | undefined {
  const takes = how === Function.CONTAINS_CASE_INSENSITIVE && values.length === 1;
  return field.toUpperCase() === "NAME" && takes ? values[0] : undefined;
}
