import type { Mode } from "./policy.ts";

/** What holds where the policy says nothing. */
const defaultMode: Mode = "FULL";

/** Finds the mode that holds for a package: the longest name or prefix that matches. */
export function modeOf(modes: Readonly<Record<string, Mode>>, scope: string): Mode {
  const matching = Object.entries(modes)
    .filter(([pattern]) => matches(pattern, scope))
    .toSorted(([a], [b]) => b.length - a.length);
  return matching[0]?.[1] ?? defaultMode;
}

function matches(pattern: string, scope: string): boolean {
  return pattern.endsWith("*") ? scope.startsWith(pattern.slice(0, -1)) : scope === pattern;
}
