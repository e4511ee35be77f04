import { GatewayError } from "../../errors/gateway-error.ts";
import type { Literal, Variable } from "@runledger/proto/flyteidl/core";
import { isOfType } from "./is-of-type.ts";
import { typeName } from "./type-name.ts";

type Values = Readonly<Record<string, Literal>>;
type Variables = Readonly<Record<string, Variable>>;
type Problem = { readonly field: string; readonly message: string };

/**
 * Lists what is wrong with values that are given to variables: names that there are none of, and values of another type.
 *
 * @param field what the values are called in the request
 */
export function checkLiterals(field: string, values: Values, variables: Variables): Problem[] {
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
    return [{ field: at, message: `has to be ${typeName(variable.type)}.` }];
  });
}

/**
 * Throws where something is wrong.
 *
 * @throws GatewayError BAD_INPUT that names each field
 */
export function refuseAll(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const text = problems.map(({ field, message }) => `${field} ${message}`).join(" ");
  throw new GatewayError("BAD_INPUT", text, { violations: problems });
}
