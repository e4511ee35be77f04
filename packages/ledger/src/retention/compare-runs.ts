import type { RunKey } from "@runledger/store";

/** Orders runs by name: by project, then domain, then their own. */
export function compareRuns(a: RunKey, b: RunKey): number {
  return (
    compareText(a.project, b.project) ||
    compareText(a.domain, b.domain) ||
    compareText(a.name, b.name)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
