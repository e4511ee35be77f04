import { create } from "@bufbuild/protobuf";
import type { LaunchPlanSpec } from "@runledger/proto/flyteidl/admin";
import {
  type Parameter,
  ParameterMapSchema,
  ParameterSchema,
  type ParameterMap,
  type Variable,
} from "@runledger/proto/flyteidl/core";
import { checkLiterals } from "@runledger/state";
import { refuseAll } from "../literals/refuse-all.ts";

/**
 * Says what executions of a launch plan may set: the inputs of its workflow that it doesn't fix, each with its default, or as
 * one that has to be set.
 *
 * @throws GatewayError BAD_INPUT that names each input that the workflow doesn't take so
 */
export function expectedInputs(
  { defaultInputs, fixedInputs }: LaunchPlanSpec,
  variables: Readonly<Record<string, Variable>>,
): ParameterMap {
  const fixed = fixedInputs?.literals ?? {};
  const parameters = defaultInputs?.parameters ?? {};
  const defaults = Object.fromEntries(
    Object.entries(parameters).flatMap(([name, { behavior }]) =>
      behavior.case === "default" ? [[name, behavior.value]] : [],
    ),
  );
  const unknown = Object.keys(parameters).filter((name) => !Object.hasOwn(variables, name));
  refuseAll([
    ...checkLiterals("spec.fixed_inputs", fixed, variables),
    ...checkLiterals("spec.default_inputs", defaults, variables),
    ...unknown
      .filter((name) => !Object.hasOwn(defaults, name))
      .map((name) => ({
        field: `spec.default_inputs.${name}`,
        message: "isn't taken by the workflow.",
      })),
  ]);
  const open = Object.entries(variables).filter(([name]) => !Object.hasOwn(fixed, name));
  return create(ParameterMapSchema, {
    parameters: Object.fromEntries(
      open.map(([name, variable]) => [name, expected(variable, parameters[name])]),
    ),
  });
}

function expected(variable: Variable, told: Parameter | undefined): Parameter {
  const behavior = told?.behavior;
  return create(ParameterSchema, {
    var: variable,
    behavior:
      behavior === undefined || behavior.case === undefined
        ? { case: "required", value: true }
        : behavior,
  });
}
