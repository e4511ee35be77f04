import type { LifecycleValue } from "@runledger/lifecycle";
import { actionPhaseLifecycle as lifecycle } from "@runledger/state";
import type { Json } from "./rule-example.ts";

/** Tells which phase a report tells of. */
export function phaseOf(record: Json | undefined): LifecycleValue | undefined {
  return lifecycle.of(String(record?.["phase"]));
}

/** Tells the name of the action of a report. */
export function nameOf(record: Json | undefined): string {
  return String((record?.["id"] as { name: string } | undefined)?.name);
}

/** Tells the attempt of a report. */
export function attemptOf(record: Json | undefined): number {
  return Number(record?.["attempt"]);
}

/** Tells when it happened, in milliseconds since 1970. */
export function timeOf(record: Json | undefined): number {
  return Date.parse(String(record?.["updatedTime"]));
}
