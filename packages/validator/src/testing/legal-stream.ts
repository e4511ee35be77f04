import { actionPhaseLifecycle as lifecycle } from "@runledger/state";
import * as fc from "fast-check";
import { type Json, report } from "./rule-example.ts";

/** Choices among what the lifecycle allows: which phase comes next, and how often it is told. */
const step = fc.record({ pick: fc.nat(1000), versions: fc.integer({ min: 1, max: 3 }) });
const walk = fc.array(step, { minLength: 1, maxLength: 5 });
const attempts = fc.array(walk, { minLength: 1, maxLength: 3 });

const error = { code: "ValueError", message: "no such column", kind: "USER" };

const reportable = lifecycle.values.filter(({ role }) => role !== "absent");

/** Legal stories of one run, in the order in which things happened: a root, and actions that end before it does. */
export const legalStream: fc.Arbitrary<Json[]> = fc
  .record({
    children: fc.array(attempts, { maxLength: 4 }),
    root: attempts,
    seed: fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 }),
  })
  .map(({ children, root, seed }) => {
    const tellings = children.map((each, index) => tellAction(`a${index + 1}`, each));
    const rootReports = tellAction("a0", root);
    // What tells of the root's end comes after all others.
    const end = rootReports.at(-1)?.["phase"];
    const before = rootReports.findLastIndex(({ phase }) => phase !== end) + 1;
    const merged = interleave([rootReports.slice(0, before), ...tellings], seed);
    return [...merged, ...rootReports.slice(before)].map((each, index) => stamp(each, index));
  });

/** Walks an action through the lifecycle to an end that is final. */
function tellAction(name: string, walks: readonly Walk[]): Json[] {
  const reports: Json[] = [];
  for (const [index, steps] of walks.entries()) {
    const attempt = index + 1;
    const isLast = index === walks.length - 1;
    let phase: number | undefined;
    for (const { pick, versions } of steps) {
      const next = choose(phase, attempt, isLast, pick);
      if (next === undefined) break;
      phase = next;
      reports.push(...tellPhase(name, attempt, phase, versions));
    }
    if (phase !== undefined && lifecycle.isTerminal(phase)) {
      if (lifecycle.endsSubject(phase)) break;
      continue;
    }
    const end = endOf(phase, attempt, isLast);
    reports.push(...tellPhase(name, attempt, end, 1));
  }
  return reports;
}

type Walk = readonly { readonly pick: number; readonly versions: number }[];

function choose(
  phase: number | undefined,
  attempt: number,
  isLast: boolean,
  pick: number,
): number | undefined {
  const choices = reportable
    .filter(({ startsAttempt }) => attempt === 1 || startsAttempt)
    .filter(({ number }) => phase === undefined || lifecycle.reachable(phase, number))
    .filter(({ number }) => isLast || lifecycle.mayRetry(number));
  return choices[pick % Math.max(1, choices.length)]?.number;
}

/** An end that leaves room for another attempt, or one that doesn't. */
function endOf(phase: number | undefined, attempt: number, isLast: boolean): number {
  const end = reportable.find(
    ({ number, ends, startsAttempt }) =>
      ends === (isLast ? "subject" : "attempt") &&
      (attempt === 1 || startsAttempt) &&
      (phase === undefined || lifecycle.reachable(phase, number)),
  );
  if (end === undefined) throw new Error("every phase leads to an end");
  return end.number;
}

function tellPhase(name: string, attempt: number, phase: number, versions: number): Json[] {
  const value = lifecycle.of(phase);
  return Array.from({ length: versions }, (_, version) => ({
    ...report(name, value?.shortName ?? "", ""),
    attempt,
    version,
    ...(value?.outcome === "failure" ? { error } : {}),
  }));
}

/** Mixes stories, each of them in its order. */
function interleave(stories: readonly Json[][], seed: readonly number[]): Json[] {
  const queues = stories.map((story) => [...story]);
  const mixed: Json[] = [];
  for (let turn = 0; queues.some((queue) => queue.length > 0); turn++) {
    const open = queues.filter((queue) => queue.length > 0);
    const next = open[(seed[turn % seed.length] ?? 0) % open.length]?.shift();
    if (next !== undefined) mixed.push(next);
  }
  return mixed;
}

function stamp(each: Json, index: number): Json {
  const time = new Date(Date.parse("2026-11-20T09:00:00Z") + index * 1000).toISOString();
  return { ...each, updatedTime: time, reportedTime: time };
}
