import { ActionPhase } from "@runledger/proto/core/v1";
import { actionPhaseLifecycle as lifecycle } from "./lifecycles.ts";

/** A phase as Flyte's SDK writes it, as in `"waiting_for_resources"`: its name without the prefix, in lower case. */
export type PhaseName = Lowercase<Exclude<keyof typeof ActionPhase, "UNSPECIFIED">>;

/** All phases that an action can be in, as Flyte's SDK writes them, in the order of the schema. */
export const phaseNames: readonly PhaseName[] = /*@__PURE__*/ lifecycle.values
  .filter(({ role }) => role !== "absent")
  .map(({ shortName }) => sdkName(shortName));

/**
 * Names a phase as protobuf and its JSON do: `toProtobufName("queued")` is `"ACTION_PHASE_QUEUED"`. As
 * `ActionPhase.to_protobuf_name` of Flyte's SDK.
 */
export function toProtobufName(phase: PhaseName): string {
  return valueOf(phase).name;
}

/**
 * Numbers a phase as on the wire: `toProtobufValue("queued")` is 1. As `ActionPhase.to_protobuf_value` of Flyte's SDK.
 */
export function toProtobufValue(phase: PhaseName): ActionPhase {
  return valueOf(phase).number;
}

/**
 * Reads a phase off the wire: `fromProtobuf(1)` is `"queued"`. As `ActionPhase.from_protobuf` of Flyte's SDK.
 *
 * @throws RangeError if the number is that of no phase, or of the absent one
 */
export function fromProtobuf(phase: number): PhaseName {
  const value = lifecycle.of(phase);
  if (value === undefined || value.role === "absent") {
    throw new RangeError(
      `phase: ${String(phase)} is no phase that an action can be in. Known are ${numbered()}.`,
    );
  }
  return sdkName(value.shortName);
}

function valueOf(phase: PhaseName): NonNullable<ReturnType<typeof lifecycle.of>> {
  const value = lifecycle.of(phase.toUpperCase());
  if (value === undefined || value.role === "absent" || !phaseNames.includes(phase)) {
    throw new RangeError(`phase: "${phase}" is no phase. Known are ${phaseNames.join(", ")}.`);
  }
  return value;
}

function numbered(): string {
  return phaseNames.map((name) => `${toProtobufValue(name)} (${name})`).join(", ");
}

function sdkName(shortName: string): PhaseName {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The short names are the enum's, which only the type says.
  return shortName.toLowerCase() as PhaseName;
}
