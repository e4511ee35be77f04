import type { Literal, Variable } from "@runledger/proto/flyteidl/core";
import { isOfType } from "./is-of-type.ts";
import { literalTypeName } from "./literal-type-name.ts";

/** A value that can't be taken, and why. */
export interface LiteralProblem {
  /** What it is called in the request, as in "inputs.epochs". */
  readonly field: string;
  /** What is wrong with it, and what would be right: to stand after the field. */
  readonly message: string;
}

/**
 * Lists what is wrong with values that are given to variables: names that there are none of, and values of another type.
 *
 * @param field what the values are called in the request
 */
export function checkLiterals(
  field: string,
  values: Readonly<Record<string, Literal>>,
  variables: Readonly<Record<string, Variable>>,
): LiteralProblem[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const at = `${field}.${name}`;
    const variable = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (variable === undefined) {
      const known = Object.keys(variables).join(", ");
      return [
        {
          field: at,
          message: `isn't taken: there ${known === "" ? "are no inputs" : `is ${known}`}.`,
        },
      ];
    }
    if (variable.type === undefined || isOfType(value, variable.type)) return [];
    return [{ field: at, message: `has to be ${literalTypeName(variable.type)}.` }];
  });
}
