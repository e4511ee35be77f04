/**
 * Picks the steps that somebody named, and those that they need.
 *
 * @param {readonly import("./steps.mjs").Step[]} steps in an order in which each comes after those that it needs
 * @param {readonly string[]} names none: all steps
 * @returns {{ kind: "steps", steps: readonly import("./steps.mjs").Step[] } | { kind: "unknown", name: string }}
 */
export function selectSteps(steps, names) {
  if (names.length === 0) return { kind: "steps", steps };
  const unknown = names.find((name) => !steps.some((step) => step.name === name));
  if (unknown !== undefined) return { kind: "unknown", name: unknown };
  const wanted = new Set(names);
  for (const step of steps.toReversed()) {
    if (wanted.has(step.name)) for (const name of step.after ?? []) wanted.add(name);
  }
  return { kind: "steps", steps: steps.filter(({ name }) => wanted.has(name)) };
}
