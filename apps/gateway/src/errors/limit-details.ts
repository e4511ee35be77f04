import { flagOf, variableOf } from "../settings/setting-names.ts";

/** Which limit was hit, and how it is set: what errors carry as `extensions.limit`. */
export interface LimitDetails {
  readonly name: string;
  /** What it is set to. */
  readonly value: number;
  /** What was asked for. Undefined: it wasn't counted to the end. */
  readonly actual?: number;
  readonly flag: string;
  readonly environment: string;
}

/** Describes a limit that was hit. */
export function limitDetails(name: string, value: number, actual?: number): LimitDetails {
  return {
    name,
    value,
    ...(actual !== undefined && { actual }),
    flag: flagOf(name),
    environment: variableOf(name),
  };
}

/** Says how to raise a limit. */
export function howToRaise({ flag, environment }: LimitDetails): string {
  return `The limit is set by ${flag} or ${environment}.`;
}
