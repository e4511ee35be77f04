import { create } from "@bufbuild/protobuf";
import type { Report } from "@runledger/ledger";
import {
  ActionDeclarationSchema,
  ActionEventSchema,
  ActionIdentifierSchema,
  ActionType,
  type ActionPhase,
  RunIdentifierSchema,
} from "@runledger/proto";
import { ROOT_ACTION, actionPhaseLifecycle as lifecycle, outcomeOf } from "@runledger/state";
import type { Random } from "./random.ts";

/** Where all runs of a round are. */
export const PROJECT = "faults";
export const DOMAIN = "development";

/** 2001-09-09T01:46:40Z, in seconds: the stories happen long ago, whatever the gateways' clocks say. */
const BEGINNING = 1_000_000_000;

/** The legal story of a run. */
export interface Story {
  /** In an order in which they may have happened. */
  readonly reports: readonly Report[];
  /** What ends the root, and with it the run. */
  readonly last: Report;
}

/** Makes up the story of a run: actions below each other, attempts that fail and are followed by others, an end for each. */
export function planStory(
  random: Random,
  run: string,
  actions: number,
  domain: string = DOMAIN,
): Story {
  const time = { now: BEGINNING };
  const names = [ROOT_ACTION];
  const root = rootStory(random, { run, domain }, time);
  const told: Report[][] = [];
  for (let index = 1; index < actions; index += 1) {
    const parent = random.pick(names);
    // A part of the name to filter by.
    const name = `${random.pick(["load", "train", "score"])}-${index}`;
    told.push(actionStory(random, { run, domain, name, parent }, time));
    names.push(name);
  }
  return { reports: [...root.before, ...merge(random, told)], last: root.last };
}

interface Subject {
  readonly run: string;
  readonly domain: string;
  readonly name: string;
  readonly parent: string;
}

function rootStory(
  random: Random,
  of: Pick<Subject, "run" | "domain">,
  time: { now: number },
): { readonly before: Report[]; readonly last: Report } {
  const subject = { ...of, name: ROOT_ACTION, parent: "" };
  const working = lifecycle.values.find(
    ({ number, role }) => role === "active" && lifecycle.canFollow(lifecycle.initial, number),
  );
  const ended = lifecycle.values.find(({ number }) => lifecycle.isSuccess(number));
  if (working === undefined || ended === undefined) throw new Error("the lifecycle has no work");
  const tell = (phase: ActionPhase, version = 0): Report =>
    report(random, subject, { attempt: 1, phase, version, maxAttempts: 1 }, time);
  const versions = Array.from({ length: random.between(2, 6) }, (_, version) => version);
  return {
    before: [tell(lifecycle.initial), ...versions.map((each) => tell(working.number, each))],
    last: tell(ended.number),
  };
}

function actionStory(random: Random, subject: Subject, time: { now: number }): Report[] {
  const attempts = random.chance(0.3) ? random.between(2, 3) : 1;
  const maxAttempts = attempts + random.below(2);
  const reports: Report[] = [];
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    for (const phase of walk(random, attempt, attempt === attempts)) {
      const versions = random.chance(0.3) ? random.between(2, 4) : 1;
      for (let version = 0; version < versions; version += 1) {
        reports.push(report(random, subject, { attempt, phase, version, maxAttempts }, time));
      }
    }
  }
  return reports;
}

/** Goes through the lifecycle to an end: of the action, or of an attempt that another one follows. */
function walk(random: Random, attempt: number, isLast: boolean): ActionPhase[] {
  const starts = lifecycle.values.filter(
    ({ number, role }) =>
      role === "pending" &&
      (attempt === 1 ? lifecycle.canStart(number) : lifecycle.canStartAttempt(number)),
  );
  const path = [random.pick(starts).number];
  for (;;) {
    const at = path.at(-1);
    if (at === undefined || lifecycle.isTerminal(at)) return path;
    const next = lifecycle.values
      .map(({ number }) => number)
      .filter((number) => lifecycle.canFollow(at, number) && !lifecycle.awaitsSignal(number))
      .filter((number) => isLast || lifecycle.mayRetry(number))
      // A later attempt tells of nothing that it could not have begun with: rule RL202.
      .filter((number) => attempt === 1 || lifecycle.canStartAttempt(number));
    path.push(random.pick(next));
  }
}

interface Told {
  readonly attempt: number;
  readonly phase: ActionPhase;
  readonly version: number;
  readonly maxAttempts: number;
}

function report(
  random: Random,
  { run, domain, name, parent }: Subject,
  { maxAttempts, ...told }: Told,
  time: { now: number },
): Report {
  time.now += 1;
  const failed = outcomeOf(told.phase) === "failure";
  const event = create(ActionEventSchema, {
    ...told,
    id: create(ActionIdentifierSchema, {
      run: create(RunIdentifierSchema, { project: PROJECT, domain, name: run }),
      name,
    }),
    updatedTime: { seconds: BigInt(time.now), nanos: 0 },
    producer: "faults",
    cluster: `cluster-${random.below(3)}`,
    ...(failed && { errorInfo: { message: `failed for the ${random.below(100)}th reason` } }),
    ...(random.chance(0.2) && { logInfo: [{ name: "log", uri: `file:///${random.below(9)}` }] }),
  });
  const declaration = create(ActionDeclarationSchema, {
    name,
    metadata: { parent, maxAttempts, actionType: ActionType.TASK },
    createdTime: { seconds: BigInt(BEGINNING), nanos: 0 },
  });
  return { event, declaration };
}

/** Merges stories into one: each in its own order. */
function merge(random: Random, stories: readonly Report[][]): Report[] {
  const left = stories.map((reports) => reports.values());
  const merged: Report[] = [];
  while (left.length > 0) {
    const from = random.below(left.length);
    const next = left[from]?.next();
    if (next === undefined || next.done === true) left.splice(from, 1);
    else merged.push(next.value);
  }
  return merged;
}
