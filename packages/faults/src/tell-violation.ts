import type { FinishedRound } from "./round/run-rounds.ts";

/** How much of a value is shown, in characters. */
const SHOWN = 2000;

/** Tells what a round has found, and how to see it again. */
export function tellViolation(kind: string, { seed, violation, lastWords }: FinishedRound): string {
  if (violation === undefined) return "";
  const { invariant, subject, expected, found } = violation.details;
  return [
    `BROKEN     ${invariant}`,
    `  where    ${subject}`,
    `  expected ${show(expected)}`,
    `  found    ${show(found)}`,
    `  seed     ${seed}`,
    `  again    npm run test:faults -- --database ${kind} --seed ${seed} --rounds 1`,
    ...lastWords.map((words, index) => `  gateway ${index} said last:\n${words.trim()}`),
  ].join("\n");
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
