import type { ActionDeclaration, RunDeclaration } from "@runledger/proto/run/v1";
import { LEDGER_PRODUCER, LEDGER_VERSION, ROOT_ACTION, outcomeOf } from "@runledger/state";
import { ActionBook } from "./action-book.ts";
import {
  type ActionState,
  logKey,
  logPrint,
  mostReports,
  reportKey,
  stride,
} from "./action-state.ts";
import { actionTrack } from "./action-track.ts";
import { checkEnd } from "./check-end.ts";
import { checkMessage, isClean } from "./check-message.ts";
import { CoverageCounter } from "./coverage.ts";
import { declareAction } from "./declare-action.ts";
import { type Draft, Findings } from "./findings.ts";
import { fingerprint } from "./fingerprint.ts";
import { type JudgeOptions, defaultClockTolerance, defaultMaxActions } from "./judge-options.ts";
import type { Place } from "./place.ts";
import { Producers } from "./producers.ts";
import type { RunState } from "./run-state.ts";
import { placeAt, storyOf } from "./story.ts";
import type { Told } from "./told.ts";
import type { Standing, Step, Track } from "./track.ts";
import type { Verdict } from "./verdict.ts";

/**
 * Judges streams of reports, one report after the other, in bounded memory. Pure: the time is an option. Reports on one run
 * must come in the order of the stream; those on different runs may come in any order, and through different judges.
 */
export class StreamJudge {
  readonly #options: JudgeOptions;
  readonly #producers = new Producers();
  readonly #findings: Findings;
  readonly #book: ActionBook;
  readonly #coverage = new Map<Track, CoverageCounter>();
  readonly #outcomes: Record<string, number> = {};
  readonly #latest: number;
  #reports = 0;
  #declarations = 0;

  constructor(options: JudgeOptions) {
    this.#options = options;
    this.#findings = new Findings(options, this.#producers);
    this.#latest = options.now + (options.clockTolerance ?? defaultClockTolerance);
    this.#book = new ActionBook(options.maxActions ?? defaultMaxActions, (state, reason) =>
      checkEnd(state, reason, {
        isPartial: options.isPartial === true,
        tell: (rule, message, at) => this.#tellOf(state, rule, message, at),
      }),
    );
  }

  /** Judges a report. @returns what became of it: `moved`, `updated`, `late`, `duplicate`, `conflict` or `rejected` */
  report(told: Told, place: Place): string {
    this.#reports += 1;
    const producer = this.#producers.count(told.producer);
    const outcome = this.#judge(told, place, producer);
    this.#outcomes[outcome] = (this.#outcomes[outcome] ?? 0) + 1;
    return outcome;
  }

  /** Takes the declaration of a run, and of its root with it. */
  declareRun({ id, root }: RunDeclaration, place: Place): void {
    const run = { project: id?.project ?? "", domain: id?.domain ?? "", name: id?.name ?? "" };
    this.declareAction(run, root, place);
  }

  /** Takes the declaration of an action. */
  declareAction(run: Told["run"], declaration: ActionDeclaration | undefined, place: Place): void {
    this.#declarations += 1;
    const state = this.#stateOf(this.#book.run(run), actionTrack, declaration?.name || ROOT_ACTION);
    state.touched = this.#reports;
    const flaw = declareAction(state, declaration, this.#options);
    if (flaw === undefined) return;
    this.#add({
      rule: flaw.rule,
      symbol: symbolOf(state),
      producer: state.producer,
      details: () => ({
        ...this.#at(place),
        message: flaw.message,
        field: "",
        legal: [],
        story: [],
      }),
    });
  }

  /** Notes that a report had fields that the schema doesn't have. */
  unknownField(told: Told, field: string, place: Place): void {
    this.#tell(
      told,
      place,
      this.#producers.placeOf(told.producer),
      "RL112",
      "it is no field of the schema.",
      field,
    );
  }

  /** Judges what can only be judged at the end, and sums up. The judge is of no more use afterwards. */
  finish(): Verdict {
    for (const run of this.#book.close()) this.#checkRun(run);
    return {
      reports: this.#reports,
      declarations: this.#declarations,
      actions: this.#book.actions,
      runs: this.#book.runs,
      outcomes: this.#outcomes,
      counts: this.#findings.counts,
      findings: this.#findings.kept,
      waived: this.#findings.waived,
      usedWaivers: this.#findings.usedWaivers,
      waiverProblems: this.#findings.waiverProblems(),
      producers: this.#producers.read(),
      coverage: [...this.#coverage.values()].map((counter) => counter.read()),
      forgotten: this.#book.forgotten,
    };
  }

  #judge(told: Told, place: Place, producer: number): string {
    const isMalformed =
      !isClean(told) &&
      checkMessage(told, (rule, message, field) =>
        this.#tell(told, place, producer, rule, message, field),
      );
    if (isMalformed) return "rejected";
    const run = this.#book.run(told.run);
    const known = run.actions.get(told.action);
    if (known === undefined && run.isAborted) {
      const message = `name: "${told.action}" is new to a run that was aborted.`;
      this.#tell(told, place, producer, "RL401", message, "");
      return "rejected";
    }
    const state = known ?? this.#newState(run, told.track, told.action);
    const outcome = this.#fold(state, told, place, producer);
    if (outcome === "rejected" || outcome === "conflict") return outcome;
    if (known === undefined) this.#book.add(state);
    state.touched = this.#reports;
    state.producer = producer;
    state.parent ??= told.parent;
    this.#checkTimes(state, told, place, producer);
    return outcome;
  }

  #fold(state: ActionState, told: Told, place: Place, producer: number): string {
    const { attempt, phase, version } = told;
    const isOwn = version === LEDGER_VERSION && told.track === actionTrack;
    if (isOwn && !(this.#options.fromLedger === true && told.producer === LEDGER_PRODUCER)) {
      const message = `version: ${version} is kept for the ledger's own reports.`;
      this.#tell(told, place, producer, "RL104", message, "version", state);
      return "rejected";
    }
    const step = state.standing.step(attempt, phase);
    // What is refused by its attempt and phase can't be among the reports that were taken.
    if (step.kind !== "moved" && told.track.hasVersions) {
      const known = this.#checkKey(state, told, place, producer);
      if (known !== undefined) return known;
    }
    if (step.rule !== undefined) {
      this.#refuse(step, state, told, place, producer);
      return "rejected";
    }
    if (step.kind === "late") this.#tellLate(state, told, place, producer);
    this.#take(state, told, place, isOwn, step);
    return step.kind;
  }

  #take(state: ActionState, told: Told, place: Place, isOwn: boolean, step: Step): void {
    const { attempt, phase, version, track } = told;
    if (step.kind === "moved") {
      const { attempt: now, phase: to } = step.next;
      this.#coverageOf(track).count(step.fromAttempt, step.from, now, to);
    }
    const before = state.standing;
    state.standing = step.next;
    if (isOwn && outcomeOf(phase) === "aborted") {
      // An abort that was requested refuses what a mere report of one doesn't.
      state.standing = before.abort?.() ?? step.next;
      if (state.name === ROOT_ACTION) state.run.isAborted = true;
    }
    const { log } = state;
    if (log.length >= mostReports * stride) {
      log.splice(0, stride);
      this.#book.forgetKey();
    }
    const print = fingerprint(told.message, told.nameField);
    const key = reportKey(attempt, phase, version);
    log.push(key, print, told.time ?? Number.NaN, place.source, place.byte, place.line);
  }

  /** Finds a report of the same key. @returns what becomes of the new one; undefined if there is none */
  #checkKey(state: ActionState, told: Told, place: Place, producer: number): string | undefined {
    const { attempt, phase, version } = told;
    const first = reportKey(attempt, phase, 0);
    const { log } = state;
    let highest = 0;
    for (let at = 0; at < log.length; at += stride) {
      const other = (log[at + logKey] ?? 0) - first;
      if (other === version) return this.#checkRepeat(state, at, told, place, producer);
      if (other > highest && other < LEDGER_VERSION) highest = other;
    }
    if (highest > version) {
      const message = `version: ${version} comes after ${highest}.`;
      this.#tell(told, place, producer, "RL205", message, "version", state);
    }
    return undefined;
  }

  #checkRepeat(
    state: ActionState,
    at: number,
    told: Told,
    place: Place,
    producer: number,
  ): "duplicate" | "conflict" {
    if (state.log[at + logPrint] === fingerprint(told.message, told.nameField)) {
      this.#tell(told, place, producer, "RL308", "It is known already, word for word.", "", state);
      return "duplicate";
    }
    const { source, byte, line } = placeAt(state, at);
    const first = `${this.#options.sources[source] ?? "input"}${line > 0 ? `:${line}` : `@${byte}`}`;
    const message =
      `version: ${told.version} of this attempt and phase was reported with other content before (${first}), ` +
      "and that report stands.";
    this.#tell(told, place, producer, "RL304", message, "version", state);
    return "conflict";
  }

  #refuse(step: Step, state: ActionState, told: Told, place: Place, producer: number): void {
    const names = step.legal.map(
      (phase) => told.track.lifecycle.of(phase)?.shortName ?? `${phase}`,
    );
    this.#add({
      rule: step.rule ?? "RL301",
      symbol: symbolOf(state),
      producer,
      details: () => ({
        ...this.#at(place),
        message: step.message,
        field: "phase",
        legal: names,
        story: storyOf(state, this.#options.sources, { told, place }),
      }),
    });
  }

  #tellLate(state: ActionState, told: Told, place: Place, producer: number): void {
    const phase = told.track.lifecycle.of(told.phase)?.shortName;
    const message = `phase: ${phase} of attempt ${told.attempt} comes after what followed it.`;
    this.#tell(told, place, producer, "RL309", message, "phase", state);
  }

  #checkTimes(state: ActionState, told: Told, place: Place, producer: number): void {
    const { time, seen, version } = told;
    // The ledger's own report of a root that nobody declared has no time: nobody knows it.
    if (time === undefined) {
      if (version === LEDGER_VERSION) return;
      this.#tell(told, place, producer, "RL503", "No time is set.", "updated_time", state);
      return;
    }
    const tolerance = this.#options.clockTolerance ?? defaultClockTolerance;
    if (time > this.#latest) {
      const message = `${isoOf(time)} lies after the time of the check, ${isoOf(this.#options.now)}.`;
      this.#tell(told, place, producer, "RL502", message, "updated_time", state);
    }
    if (seen !== undefined && seen < time - tolerance) {
      const message = `${isoOf(seen)} lies before ${isoOf(time)}, when it happened.`;
      this.#tell(told, place, producer, "RL505", message, "reported_time", state);
    }
  }

  #checkRun(run: RunState): void {
    if (run.isRootKnown || run.isCut) return;
    const [first] = run.actions.values();
    if (first === undefined) return;
    this.#add({
      rule: "RL402",
      symbol: run.name,
      producer: first.producer,
      details: () => ({
        ...this.#at(placeAt(first, 0)),
        message: `Nobody told of "${ROOT_ACTION}", only of ${run.actions.size} other actions.`,
        field: "",
        legal: [],
        story: [],
      }),
    });
  }

  #stateOf(run: RunState, track: Track, name: string): ActionState {
    const known = run.actions.get(name);
    if (known !== undefined) return known;
    const state = this.#newState(run, track, name);
    this.#book.add(state);
    return state;
  }

  #newState(run: RunState, track: Track, name: string): ActionState {
    const standing: Standing = track.start(this.#options.maxAttempts ?? 0);
    return {
      track,
      run,
      name,
      parent: undefined,
      standing,
      log: [],
      producer: 0,
      touched: this.#reports,
      declared: undefined,
      queueingBudget: this.#options.queueingBudget,
    };
  }

  #coverageOf(track: Track): CoverageCounter {
    let counter = this.#coverage.get(track);
    if (counter === undefined) {
      counter = new CoverageCounter(track.name, track.lifecycle);
      this.#coverage.set(track, counter);
    }
    return counter;
  }

  #tell(
    told: Told,
    place: Place,
    producer: number,
    rule: string,
    message: string,
    field: string,
    state?: ActionState,
  ): void {
    const { project, domain, name } = told.run;
    this.#add({
      rule,
      symbol: `${project}/${domain}/${name}/${told.action}`,
      producer,
      details: () => ({
        ...this.#at(place),
        message,
        field,
        legal: [],
        story: state === undefined ? [] : storyOf(state, this.#options.sources, { told, place }),
      }),
    });
  }

  /** Tells of a report that is remembered. @param at where it begins in the log */
  #tellOf(state: ActionState, rule: string, message: string, at: number): void {
    this.#add({
      rule,
      symbol: symbolOf(state),
      producer: state.producer,
      details: () => ({
        ...this.#at(placeAt(state, at)),
        message,
        field: "",
        legal: [],
        story: storyOf(state, this.#options.sources, { at }),
      }),
    });
  }

  #add(draft: Draft): void {
    if (this.#findings.isOn(draft.rule)) this.#findings.add(draft);
  }

  #at({ source, byte, line }: Place): { source: string; byte: number; line: number } {
    return { source: this.#options.sources[source] ?? "input", byte, line };
  }
}

function symbolOf({ run, name }: ActionState): string {
  return `${run.name}/${name}`;
}

function isoOf(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? `${time} ms` : date.toISOString();
}
