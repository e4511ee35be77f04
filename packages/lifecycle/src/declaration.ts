import { type DescEnum, type DescEnumValue, getOption, hasOption } from "@bufbuild/protobuf";
import { type Lifecycle, type Step, lifecycle, step } from "@runledger/proto/lifecycle/v1";
import type { Graph } from "./graph.ts";

/** A value of an enum with the options that it carries, not checked yet. */
export interface DeclaredValue {
  readonly desc: DescEnumValue;
  /** Undefined where the value carries no step. */
  readonly step: Step | undefined;
}

/** An enum with the options that it carries, not checked yet. */
export interface Declaration {
  readonly desc: DescEnum;
  /** Undefined where the enum carries no lifecycle. */
  readonly lifecycle: Lifecycle | undefined;
  readonly values: readonly DeclaredValue[];
  /** The values that carry a step, by name. */
  readonly byName: ReadonlyMap<string, DeclaredValue & { readonly step: Step }>;
}

/** Reads the lifecycle options off an enum, right or wrong. */
export function readDeclaration(desc: DescEnum): Declaration {
  const values = desc.values.map((value) => ({
    desc: value,
    step: hasOption(value, step) ? getOption(value, step) : undefined,
  }));
  return {
    desc,
    lifecycle: hasOption(desc, lifecycle) ? getOption(desc, lifecycle) : undefined,
    values,
    byName: new Map(
      values.flatMap((value) =>
        value.step ? [[value.desc.name, { ...value, step: value.step }]] : [],
      ),
    ),
  };
}

/**
 * Tells whether an enum takes part: it carries a lifecycle, or one of its values carries a step.
 */
export function isDeclared(declaration: Declaration): boolean {
  return declaration.lifecycle !== undefined || declaration.byName.size > 0;
}

/**
 * Draws the edges between the values, by their index in the enum. An edge to no value or to itself
 * is left out.
 */
export function graphOf({ values }: Declaration): Graph {
  const index = new Map(values.map(({ desc }, at) => [desc.name, at]));
  return values.map(({ step: own }, from) =>
    (own?.followedBy ?? []).flatMap((name) => {
      const to = index.get(name);
      return to === undefined || to === from ? [] : [to];
    }),
  );
}
