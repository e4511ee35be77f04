import { create } from "@bufbuild/protobuf";
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import {
  ActionPhase,
  ExecutionErrorSchema,
  ExecutionError_ErrorKind,
} from "@runledger/proto/core/v1";
import {
  AbortInfoSchema,
  AbortState,
  ActionDeclarationSchema,
  ActionIdentifierSchema,
  type ActionMetadata,
  type ActionRecord,
  LiteralSchema,
  OutputReferencesSchema,
  SimpleType,
  WorkRecordSchema,
} from "@runledger/proto/run/v1";
import { confirmAbort } from "../../confirm-abort.ts";
import { attemptOf, phaseOf } from "../../current.ts";
import { emptyRecord } from "../../empty-record.ts";
import { foldDeclaration } from "../../fold-declaration.ts";
import { foldReport } from "../../fold.ts";
import { isAbortOpen } from "../../is-abort-open.ts";
import { isFinal } from "../../is-final.ts";
import { actionPhaseLifecycle } from "../../lifecycles.ts";
import { requestAbort } from "../../request-abort.ts";
import { signal } from "../../signal.ts";
import { at } from "../../testing/at.ts";
import { addMilliseconds, compareTimes } from "../../times.ts";
import { retryAbort } from "../advance-abort.ts";
import { type Decision, type NextStep, type WorkContext } from "../decision.ts";
import type { Observation } from "../observation.ts";
import type { PluginResult } from "../plugin-result.ts";
import { reconcile } from "../reconcile.ts";
import { type WorkPolicy, defaultWorkPolicy } from "../work-policy.ts";

export type Sort = "task" | "condition" | "recovered" | "unspecified";

export interface WorldOptions {
  readonly sort?: Sort;
  /** What the action was declared with. 0: nobody said. */
  readonly maxAttempts?: number;
  readonly policy?: Partial<WorkPolicy>;
  /** For conditions, in seconds. */
  readonly timeout?: number;
}

const outputs = create(OutputReferencesSchema, { outputUri: "outputs" });

/** Makes an answer of a plugin that the work has failed. */
function failed(kind: "USER" | "SYSTEM", retryable: boolean, message = "broken"): PluginResult {
  const error = create(ExecutionErrorSchema, {
    code: "Broken",
    message,
    kind: ExecutionError_ErrorKind[kind],
  });
  return { kind: "failed", error, retryable };
}

/** What a plugin can answer. */
const answers: Readonly<Record<string, PluginResult>> = {
  initializing: { kind: "working", phase: ActionPhase.INITIALIZING },
  running: { kind: "working", phase: ActionPhase.RUNNING },
  nonsense: { kind: "working", phase: ActionPhase.SUCCEEDED },
  succeeded: { kind: "succeeded", outputs },
  "user failure": failed("USER", true),
  "user failure for good": failed("USER", false),
  "system failure": failed("SYSTEM", true),
  "system failure for good": failed("SYSTEM", false),
};

const observations: Readonly<Record<string, Observation>> = {
  cleaned: { kind: "cleaned" },
  ending: { kind: "ending" },
  "not cleaned": { kind: "not-cleaned", message: "unreachable" },
  "cache hit": { kind: "cache", answer: { kind: "hit", outputs } },
  "cache reserved": { kind: "cache", answer: { kind: "reserved" } },
  "cache filling": { kind: "cache", answer: { kind: "filling" } },
  "cache unavailable": { kind: "cache", answer: { kind: "unavailable" } },
  news: { kind: "news" },
  published: { kind: "published", ok: true },
  "not published": { kind: "published", ok: false },
  recovered: { kind: "recovery", outputs },
  "not recovered": { kind: "recovery" },
};

/**
 * One action, its ledger, its plugin and its clock. A move plays the step that was decided on last, or something from
 * outside, and checks what must always hold.
 */
export class World {
  record: ActionRecord;
  readonly metadata: ActionMetadata | undefined;
  readonly policy: WorkPolicy;
  work = create(WorkRecordSchema);
  /** The work as it was committed last: of what can't outlive its worker the first call isn't. */
  committed = this.work;
  now: Timestamp = at(1000);
  next: NextStep;
  runEnded = false;
  /** The attempts whose resources are there. */
  alive = new Set<number>();
  /** Every phase that was told, with its attempt. */
  told: string[] = [];
  reportKeys = new Set<string>();
  gaveUpCleaning = false;

  constructor({ sort = "task", maxAttempts = 2, policy, timeout }: WorldOptions = {}) {
    this.policy = { ...defaultWorkPolicy, systemFailures: 1, cleanups: 2, ...policy };
    const id = create(ActionIdentifierSchema, { name: "source" });
    const declaration = create(ActionDeclarationSchema, {
      name: "a",
      metadata: { maxAttempts, ...(sort === "recovered" ? { recoveredFrom: id } : {}) },
      ...(sort === "unspecified" ? {} : { spec: specOf(sort, timeout) }),
    });
    const result = foldDeclaration(emptyRecord(), undefined, declaration, this.now);
    if (result.kind !== "declared") throw new Error(JSON.stringify(result));
    ({ record: this.record, metadata: this.metadata } = result);
    this.next = { kind: "idle" };
    this.see({ kind: "woken" });
  }

  copy(): World {
    const copy = Object.assign(Object.create(World.prototype) as World, this);
    copy.alive = new Set(this.alive);
    copy.told = [...this.told];
    copy.reportKeys = new Set(this.reportKeys);
    return copy;
  }

  get phase(): ActionPhase {
    return phaseOf(this.record);
  }

  /** What can happen now. */
  moves(): string[] {
    const outside = [
      "abort",
      "end run",
      "wake",
      "news",
      "signal",
      ...(this.record.abort?.state === AbortState.GIVEN_UP ? ["retry abort"] : []),
      ...(this.next.kind === "done" ? [] : ["time"]),
    ];
    switch (this.next.kind) {
      case "handle":
        return [...outside, ...Object.keys(answers), "throw", "throw late", "crash", "crash late"];
      case "abort":
        return [...outside, "cleaned", "ending", "not cleaned", "crash", "crash late"];
      case "finalize":
        return [...outside, "cleaned", "not cleaned", "crash", "crash late"];
      case "look-up":
        return [...outside, "cache hit", "cache reserved", "cache filling", "cache unavailable"];
      case "publish":
        return [...outside, "published", "not published"];
      case "recover":
        return [...outside, "recovered", "not recovered"];
      default:
        return outside;
    }
  }

  play(move: string): void {
    const { next } = this;
    const answer = answers[move];
    if (next.kind === "handle" && (answer !== undefined || move.includes("late"))) {
      this.alive.add(next.attempt);
      this.checkAlive();
    }
    if (answer !== undefined && next.kind === "handle") {
      if (answer.kind !== "working") this.alive.delete(next.attempt);
      return this.see({ kind: "answered", attempt: next.attempt, result: answer });
    }
    if (move.startsWith("throw") && next.kind === "handle") {
      return this.see({ kind: "threw", attempt: next.attempt, message: "a bug" });
    }
    if ((move === "cleaned" || move === "crash late") && isCleanup(next))
      this.alive.delete(next.attempt);
    if (move.startsWith("crash") && this.policy.volatile) {
      this.alive.clear();
      this.work = this.committed;
    }
    const observation = observations[move];
    if (observation !== undefined) return this.see(observation);
    this.outside(move);
    this.see({ kind: "woken" });
  }

  /** Decides and commits. */
  see(observation: Observation): void {
    const context: WorkContext = {
      record: this.record,
      metadata: this.metadata,
      work: this.work,
      policy: this.policy,
      runEnded: this.runEnded,
      now: this.now,
      chance: 0.5,
    };
    const wasFinal = this.isFinal();
    const before = `${attemptOf(this.record)} ${this.phase}`;
    const decision = reconcile(context, observation);
    this.commit(decision);
    if (wasFinal && before !== `${attemptOf(this.record)} ${this.phase}`) {
      throw new Error(`It had ended in ${before} and moved to ${this.phase}`);
    }
    if (isCleanup(this.next) && decision.work.attempt === 0) this.gaveUpCleaning = true;
    this.next = decision.next;
    this.check();
  }

  /**
   * Lets everything go its way, with cleanups that succeed or that never do, until nothing is to be done.
   *
   * @param drained the keys of worlds that came to their end so before
   * @returns the keys that it went through; undefined where it came to one of those, and went no further
   */
  drain(
    cleanup: "cleaned" | "not cleaned",
    drained: ReadonlySet<string>,
  ): readonly string[] | undefined {
    const passed: string[] = [];
    for (let step = 0; step < 200; step += 1) {
      const key = this.key();
      if (drained.has(key)) return undefined;
      passed.push(key);
      switch (this.next.kind) {
        case "done":
          return passed;
        case "idle":
          if (this.record.abort === undefined && !this.runEnded) this.runEnded = true;
          else return passed;
          this.see({ kind: "woken" });
          break;
        case "wait":
          this.now = this.next.until;
          this.see({ kind: "woken" });
          break;
        case "handle":
          this.play("succeeded");
          break;
        case "abort":
        case "finalize":
          this.play(cleanup);
          break;
        case "look-up":
          this.play("cache unavailable");
          break;
        case "publish":
          this.play("not published");
          break;
        case "recover":
          this.play("not recovered");
      }
    }
    throw new Error(`It never ends: ${this.next.kind}, ${this.told.join(" ")}`);
  }

  /** What must hold after each step. */
  check(): void {
    const max = this.metadata?.maxAttempts || this.policy.maxAttempts;
    if (attemptOf(this.record) > max)
      throw new Error(`attempt ${attemptOf(this.record)} of ${max}`);
    this.checkAlive();
    if (this.next.kind === "handle") {
      if (this.isFinal() || this.runEnded) throw new Error("Work is done for what has ended");
      if (this.next.attempt !== attemptOf(this.record)) throw new Error("Work of another attempt");
    }
    if (this.next.kind !== "done") return;
    if (!isFinal(this.record, this.metadata))
      throw new Error("It isn't over for those who wait for it");
    const { abort } = this.record;
    if (abort !== undefined && isAbortOpen(abort.state)) throw new Error("The abort is open");
    if (this.alive.size > 0 && !this.gaveUpCleaning) throw new Error("Something still runs");
  }

  /** What a later decision can depend on: two worlds of one key have the same future. */
  key(): string {
    const { abort } = this.record;
    const { work } = this;
    return [
      attemptOf(this.record),
      this.record.attempts
        .at(-1)
        ?.attempt?.phaseTransitions.map(({ phase }) => phase)
        .join("-"),
      work.attempt,
      this.committed.attempt,
      work.cleanup,
      work.systemFailures,
      work.cache,
      work.cacheStatus,
      work.recoveryAsked,
      work.cleanups,
      this.isAhead(work.notBefore),
      this.isAhead(work.cleanupNotBefore),
      work.outputs !== undefined,
      this.runEnded,
      [...this.alive].join("+"),
      abort?.state,
      abort?.deliveries,
      this.gaveUpCleaning,
      this.next.kind,
    ].join(" ");
  }

  private isAhead(time: Timestamp | undefined): boolean {
    return time !== undefined && compareTimes(time, this.now) > 0;
  }

  private isFinal(): boolean {
    return isFinal(this.record, this.metadata);
  }

  private outside(move: string): void {
    switch (move) {
      case "abort": {
        const info = create(AbortInfoSchema, { reason: "no longer needed" });
        const result = requestAbort(this.record, this.metadata, info, {
          time: this.now,
          engine: "runledger",
        });
        if ("record" in result) this.record = result.record;
        return;
      }
      case "retry abort": {
        const { abort } = this.record;
        const again = abort && retryAbort(abort, this.now);
        if (again !== undefined) this.record = { ...this.record, abort: again };
        return;
      }
      case "end run":
        this.runEnded = true;
        return;
      case "signal": {
        const result = signal(this.record, this.metadata, yes, undefined, this.now);
        if (result.kind === "signalled") this.record = result.record;
        return;
      }
      case "time":
        this.now = addMilliseconds(this.now, 3_600_000);
    }
  }

  private checkAlive(): void {
    if (this.alive.size > 1) throw new Error("Two resources of one action");
    for (const attempt of this.alive) {
      if (attempt !== this.work.attempt && !this.gaveUpCleaning) {
        throw new Error(`Nobody knows of the resource of attempt ${attempt}`);
      }
    }
  }

  private commit({ abort, next, reports, work }: Decision): void {
    if (abort !== undefined) this.record = { ...this.record, abort };
    for (const event of reports) {
      const key = `${event.attempt} ${event.phase} ${event.version}`;
      const prior = this.reportKeys.has(key) ? "other" : undefined;
      const result = foldReport(this.record, this.metadata, event, prior);
      if (!("record" in result)) throw new Error(`refused: ${JSON.stringify(result)}`);
      this.reportKeys.add(key);
      this.record = confirmAbort(result.record, event) ?? result.record;
      this.told.push(`${event.attempt}:${actionPhaseLifecycle.of(event.phase)?.shortName}`);
    }
    this.work = work;
    const isKept = this.policy.volatile && next.kind === "handle" && reports.length === 0;
    if (!isKept || abort !== undefined) this.committed = work;
  }
}

const yes = create(LiteralSchema, {
  value: {
    case: "scalar",
    value: {
      value: { case: "primitive", value: { value: { case: "boolean", value: true } } },
    },
  },
});

function specOf(sort: Sort, timeout: number | undefined) {
  if (sort !== "condition") {
    return { case: "task" as const, value: { taskTemplate: { type: "test" } } };
  }
  const type = { type: { case: "simple" as const, value: SimpleType.BOOLEAN } };
  return {
    case: "condition" as const,
    value: {
      name: "ok",
      type,
      ...(timeout === undefined ? {} : { timeout: { seconds: BigInt(timeout), nanos: 0 } }),
    },
  };
}

function isCleanup(next: NextStep): next is NextStep & { readonly attempt: number } {
  return next.kind === "abort" || next.kind === "finalize";
}
