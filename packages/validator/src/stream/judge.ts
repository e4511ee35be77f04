import type { ActionDeclaration } from "@runledger/proto/run/v1";
import { LEDGER_PRODUCER, LEDGER_VERSION, ROOT_ACTION, outcomeOf } from "@runledger/state";
import type { Entry } from "../input/entry.ts";
import { ActionBook } from "./action-book.ts";
import { type ActionState, mostReports, reportKey, stride } from "./action-state.ts";
import { actionTrack } from "./action-track.ts";
import { beginAction } from "./begin-action.ts";
import { checkEnd } from "./check-end.ts";
import { checkKey } from "./check-key.ts";
import { checkMessage, isClean } from "./check-message.ts";
import { checkTimes } from "./check-times.ts";
import { CoverageBook } from "./coverage-book.ts";
import { declareAction } from "./declare-action.ts";
import { Findings } from "./findings.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Heard } from "./heard.ts";
import { type JudgeOptions, defaultMaxActions } from "./judge-options.ts";
import type { Place } from "./place.ts";
import { Producers } from "./producers.ts";
import type { RunState } from "./run-state.ts";
import { Teller } from "./teller.ts";
import type { Told } from "./told.ts";
import type { Step } from "./track.ts";
import type { Verdict } from "./verdict.ts";

/**
 * Judges streams of reports, one report after the other, in bounded memory. Pure: the time is an option. Reports on one run
 * must come in the order of the stream; those on different runs may come in any order, and through different judges.
 */
export class StreamJudge {
  readonly #options: JudgeOptions;
  readonly #producers = new Producers();
  readonly #findings: Findings;
  readonly #teller: Teller;
  readonly #book: ActionBook;
  readonly #coverage = new CoverageBook();
  readonly #outcomes: Record<string, number> = {};
  #isPartial: boolean;
  #reports = 0;
  #declarations = 0;

  constructor(options: JudgeOptions) {
    this.#options = options;
    this.#isPartial = options.isPartial === true;
    this.#findings = new Findings(options, this.#producers);
    this.#teller = new Teller(this.#findings, options.sources);
    this.#book = new ActionBook(options.maxActions ?? defaultMaxActions, (state, reason) =>
      checkEnd(state, reason, {
        isPartial: this.#isPartial,
        tell: (rule, message, at) => this.#teller.remembered(rule, state, message, at),
      }),
    );
  }

  /** Judges a record of a stream. */
  take(entry: Entry, place: Place): void {
    if (entry.kind === "other") return;
    if (entry.kind === "report") {
      this.report(entry.told, place, entry.unknown, entry.isRecorded);
    } else if (entry.kind === "action") {
      this.#declare(entry.run, entry.declaration, place);
    } else {
      // The declaration of a run is that of its root.
      const { id, root } = entry.declaration;
      this.#declare(id ?? { project: "", domain: "", name: "" }, root, place);
    }
  }

  /**
   * Judges a report.
   *
   * @param unknown a field that it has and the schema hasn't
   * @param isRecorded whether it comes from a ledger, which has reports of its own
   * @returns what became of it: `moved`, `updated`, `late`, `duplicate`, `conflict` or `rejected`
   */
  report(
    told: Told,
    place: Place,
    unknown?: string,
    isRecorded: boolean = this.#options.fromLedger === true,
  ): string {
    this.#reports += 1;
    const heard = { told, place, producer: this.#producers.count(told.producer), isRecorded };
    if (unknown !== undefined) {
      const message = `"${unknown}" is no field or value of the schema.`;
      this.#teller.report("RL112", heard, message, unknown);
    }
    const outcome = this.#judge(heard);
    this.#outcomes[outcome] = (this.#outcomes[outcome] ?? 0) + 1;
    return outcome;
  }

  /**
   * Judges what can only be judged at the end, and sums up. The judge is of no more use afterwards.
   *
   * @param isCut the stream was not read to its end: what is still open is not faulted
   */
  finish(isCut = false): Verdict {
    this.#isPartial ||= isCut;
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
      coverage: this.#coverage.read(),
      forgotten: this.#book.forgotten,
    };
  }

  #declare(run: Told["run"], declaration: ActionDeclaration | undefined, place: Place): void {
    this.#declarations += 1;
    const known = this.#book.run(run);
    const name = declaration?.name || ROOT_ACTION;
    let state = known.actions.get(name);
    if (state === undefined) {
      state = beginAction(known, actionTrack, name, this.#options);
      this.#book.add(state);
    }
    const flaw = declareAction(state, declaration, this.#options);
    this.#book.touch(state);
    if (flaw !== undefined) this.#teller.declaration(flaw.rule, state, flaw.message, place);
  }

  #judge(heard: Heard): string {
    const { told, producer } = heard;
    const isMalformed =
      !isClean(told) &&
      checkMessage(told, (rule, message, field) =>
        this.#teller.report(rule, heard, message, field),
      );
    if (isMalformed) return "rejected";
    const run = this.#book.run(told.run);
    const known = run.actions.get(told.action);
    if (known === undefined && run.isAborted) {
      const message = `name: "${told.action}" is new to a run that was aborted.`;
      this.#teller.report("RL401", heard, message, "");
      return "rejected";
    }
    const state = known ?? beginAction(run, told.track, told.action, this.#options);
    const outcome = this.#fold(state, heard);
    if (outcome === "rejected" || outcome === "conflict") return outcome;
    if (known === undefined) this.#book.add(state);
    else this.#book.touch(state);
    state.producer = producer;
    state.parent ??= told.parent;
    checkTimes(heard, state, this.#options, this.#teller);
    return outcome;
  }

  #fold(state: ActionState, heard: Heard): string {
    const { attempt, phase, version, track, producer } = heard.told;
    const isOwn = version === LEDGER_VERSION && track === actionTrack;
    if (isOwn && !(heard.isRecorded && producer === LEDGER_PRODUCER)) {
      const message = `version: ${version} is kept for the ledger's own reports.`;
      this.#teller.report("RL104", heard, message, "version", state);
      return "rejected";
    }
    const step = state.standing.step(attempt, phase);
    // What is refused by its attempt and phase can't be among the reports that were taken.
    if (step.kind !== "moved" && track.hasVersions) {
      const known = checkKey(state, heard, this.#teller);
      if (known !== undefined) return known;
    }
    if (step.rule !== undefined) {
      this.#teller.refusal(step, heard, state);
      return "rejected";
    }
    if (step.kind === "late") {
      const name = track.lifecycle.of(phase)?.shortName;
      const message = `phase: ${name} of attempt ${attempt} comes after what followed it.`;
      this.#teller.report("RL309", heard, message, "phase", state);
    }
    this.#take(state, heard, isOwn, step);
    return step.kind;
  }

  #take(state: ActionState, { told, place }: Heard, isOwn: boolean, step: Step): void {
    const { attempt, phase, version, track } = told;
    if (step.kind === "moved") {
      const { attempt: now, phase: to } = step.next;
      this.#coverage.of(track).count(step.fromAttempt, step.from, now, to);
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

  #checkRun(run: RunState): void {
    if (run.isRootKnown || run.isCut) return;
    const [first] = run.actions.values();
    if (first === undefined) return;
    const message = `Nobody told of "${ROOT_ACTION}", only of ${run.actions.size} other actions.`;
    this.#teller.run("RL402", run, first, message);
  }
}
