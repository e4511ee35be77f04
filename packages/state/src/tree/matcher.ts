import type { PhaseTable } from "./phase-table.ts";
import type { TreeFilterSpec } from "./tree-filter.ts";

/** A filter's meaning, made ready to be asked. */
export interface Matcher {
  /** Equal for specs that mean the same. */
  readonly key: string;
  /** 1 at each index of counts whose phase matches. */
  readonly phases: Uint8Array;
  /** What the text must contain, in lower case; "" for anything. */
  readonly needle: string;
}

/**
 * Brings a spec into its canonical form.
 *
 * @throws RangeError for a phase that the lifecycle doesn't have: nothing could ever match it
 */
export function toMatcher(spec: TreeFilterSpec, table: PhaseTable): Matcher {
  const wanted = [...new Set(spec.phases)].sort((a, b) => a - b);
  for (const phase of wanted) {
    if (Number.isInteger(phase) && table.indexOf(phase) !== table.unknown) continue;
    throw new RangeError(
      `phases holds ${phase}, which the lifecycle doesn't have; its phases go from 0 to ${table.unknown - 1}`,
    );
  }
  const phases = new Uint8Array(table.width);
  if (wanted.length === 0) phases.fill(1);
  else for (const phase of wanted) phases[phase] = 1;
  const needle = (spec.nameContains ?? "").toLowerCase();
  return { key: JSON.stringify([wanted, needle]), phases, needle };
}
