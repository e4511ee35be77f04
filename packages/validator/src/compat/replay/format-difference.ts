import type { Difference, Seen } from "./replay.ts";

/** Says in a line what two readers make of a report. */
export function formatDifference({ report, before, after }: Difference): string {
  return `${report.at}  ${report.subject} attempt ${report.attempt}: old readers ${tell(before)}; new readers ${tell(after)}`;
}

function tell({ verdict, view: { attempt, name, ends, outcome, awaitsSignal } }: Seen): string {
  const took = verdict === "refused" ? "refuse it and see" : "see";
  const state = [
    ends === undefined ? "not ended" : `ended the ${ends === "attempt" ? "attempt" : "story"}`,
    ...(outcome === undefined ? [] : [outcome]),
    ...(awaitsSignal ? ["awaits a signal"] : []),
  ].join(", ");
  return `${took} ${name ?? "nothing"} of attempt ${attempt} (${state})`;
}
