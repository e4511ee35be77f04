import { badInput } from "../../errors/bad-input.ts";
import type { TextCondition } from "./parse-filters.ts";

/** Conditions on a phase, which is derived and no column, apart from the others. */
export interface PhaseConditions {
  /** Tells whether a phase meets them all. */
  readonly meets: (phase: number) => boolean;
  /** Whether there are any. */
  readonly any: boolean;
  readonly others: readonly TextCondition[];
}

/** The names of phases, and their numbers: an enum of the schema's is such a list. */
interface Named {
  readonly values: readonly { readonly name: string; readonly number: number }[];
}

const takes: Readonly<Record<string, boolean>> = {
  eq: true,
  value_in: true,
  ne: false,
  value_not_in: false,
};

/**
 * Takes the conditions on a phase out of a filter. Phases are written as their names, or their numbers.
 *
 * @throws GatewayError BAD_INPUT that names the function or the value
 */
export function phaseConditions(
  conditions: readonly TextCondition[],
  phases: Named,
  isPhase: (field: string) => boolean = (field) => /(^|\.)phase$/.test(field),
): PhaseConditions {
  const own = conditions.filter(({ field }) => isPhase(field));
  const tests = own.map(({ function: name, field, values }) => {
    const wanted = Object.hasOwn(takes, name) ? takes[name] : undefined;
    if (wanted === undefined) {
      throw badInput(
        "filters",
        `filters asks ${name} of ${field}, and a phase takes ${Object.keys(takes).join(", ")}.`,
      );
    }
    const numbers = new Set(values.map((text) => numberOf(text, field, phases)));
    return (phase: number) => numbers.has(phase) === wanted;
  });
  return {
    meets: (phase) => tests.every((test) => test(phase)),
    any: own.length > 0,
    others: conditions.filter((each) => !own.includes(each)),
  };
}

function numberOf(text: string, field: string, { values }: Named): number {
  const found = values.find(({ name, number }) => name === text || String(number) === text);
  if (found !== undefined) return found.number;
  const known = values.map(({ name }) => name).join(", ");
  throw badInput(
    "filters",
    `filters has ${JSON.stringify(text)} for ${field}, and there is ${known}.`,
  );
}
