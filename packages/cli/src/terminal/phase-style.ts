import { actionPhaseLifecycle } from "@runledger/state";
import type { Style } from "./paint.ts";

/** How a phase is painted: by what it is, so that a phase that comes with a newer protocol has a colour too. */
export function phaseStyle(phase: string): Style {
  const value = actionPhaseLifecycle.of(phase);
  switch (value?.outcome) {
    case "success":
      return "green";
    case "failure":
      return "red";
    case "aborted":
      return "magenta";
    default:
      return value?.role === "active"
        ? "cyan"
        : value?.role === "awaiting_signal"
          ? "yellow"
          : "dim";
  }
}
