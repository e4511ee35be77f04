import { create } from "@bufbuild/protobuf";
import {
  type Literal,
  type LiteralMap,
  LiteralMapSchema,
  type Parameter,
  type Variable,
} from "@runledger/proto/flyteidl/core";
import { checkLiterals, literalTypeName } from "@runledger/state";
import { refuseAll } from "../literals/refuse-all.ts";

type Literals = Readonly<Record<string, Literal>>;

/**
 * Puts the inputs of an execution together: what it is given, over the defaults, beside what its launch plan fixes.
 *
 * @param expected what may be set, as the launch plan says it
 * @throws GatewayError BAD_INPUT that names each input that isn't taken, has another type, or is missing
 */
export function executionInputs(
  given: Literals,
  expected: Readonly<Record<string, Parameter>>,
  fixed: Literals,
): LiteralMap {
  const open = Object.entries(expected);
  const variables = Object.fromEntries(
    open.flatMap(([name, { var: variable }]) => (variable ? [[name, variable]] : [])),
  );
  const refused = Object.keys(given).filter((name) => Object.hasOwn(fixed, name));
  const settable = Object.fromEntries(
    Object.entries(given).filter(([name]) => !Object.hasOwn(fixed, name)),
  );
  const missing = open.filter(
    ([name, { behavior }]) => behavior.case === "required" && !Object.hasOwn(given, name),
  );
  refuseAll([
    ...refused.map((name) => ({
      field: `inputs.${name}`,
      message: "is fixed by the launch plan. Leave it out.",
    })),
    ...checkLiterals("inputs", settable, variables),
    ...missing.map(([name, { var: variable }]) => ({
      field: `inputs.${name}`,
      message: `is missing, and has to be ${literalTypeName(variable?.type)}.`,
    })),
  ]);
  const defaults = open.flatMap(([name, { behavior }]) =>
    behavior.case === "default" ? [[name, behavior.value] as const] : [],
  );
  return create(LiteralMapSchema, {
    literals: { ...Object.fromEntries(defaults), ...given, ...fixed },
  });
}

/** Says that all inputs of a task have to be set: it has no defaults. */
export function allRequired(
  variables: Readonly<Record<string, Variable>>,
): Readonly<Record<string, Parameter>> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, variable]) => [
      name,
      {
        $typeName: "flyteidl.core.Parameter",
        var: variable,
        behavior: { case: "required", value: true },
      } satisfies Parameter,
    ]),
  );
}
