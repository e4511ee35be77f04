import type { WorkStepResult } from "@runledger/ledger";
import type { ActionIdentifier, WorkRecord } from "@runledger/proto";
import {
  type Decision,
  type NextStep,
  type Observation,
  type WorkPolicy,
  reconcile,
} from "@runledger/state/reconcile";
import type { WorkLease } from "@runledger/store";
import { Pause } from "../pause.ts";
import type { Leased } from "../book/work-book.ts";
import { CacheCalls } from "../cache/cache-calls.ts";
import { toMicros, toTimestamp } from "../times.ts";
import type { DriverContext } from "./driver-context.ts";
import type { Known } from "./known.ts";
import { PluginCalls, threw } from "./plugin-calls.ts";
import { policyOf } from "./policy-of.ts";
import { recover } from "./recover.ts";

/** Drives one action under one lease: decides, commits, takes the step, and so on. */
export class Driver {
  readonly lease: WorkLease;
  readonly taskType: string;
  readonly #context: DriverContext;
  readonly #claimed: Leased;
  readonly #id: ActionIdentifier;
  readonly #plugins: PluginCalls;
  readonly #cache: CacheCalls;
  readonly #pause = new Pause();
  #known: Known | undefined;
  #work: WorkRecord;
  #hasNews = false;
  #isLost = false;
  #isLeaving = false;

  constructor(context: DriverContext, claimed: Leased) {
    const { action, actionNumber, fence, record, runId, taskType } = claimed;
    this.#context = context;
    this.#claimed = claimed;
    this.#known = claimed.known;
    this.taskType = taskType;
    this.lease = { runId, actionNumber, fence };
    this.#id = action;
    this.#work = record;
    this.#cache = new CacheCalls(context, claimed);
    this.#plugins = new PluginCalls(context, this.#id, () => {
      this.#hasNews = true;
      this.wake();
    });
  }

  /** Has it look again. */
  wake(): void {
    this.#pause.end();
  }

  /** Tells it that the lease is lost: it writes nothing any more, and could not. */
  lose(): void {
    this.#isLost = true;
    this.#pause.end();
  }

  /** Has it let go as soon as nothing is under way that it would have to wait for. */
  leave(): void {
    this.#isLeaving = true;
    this.#pause.end();
  }

  /** Drives until nothing is left to do, until it can wait without the lease, or until that is lost. */
  async run(): Promise<void> {
    let seen: Observation = { kind: "news" };
    while (!this.#isLost) {
      const known = (this.#known ??= await this.#context.book.read(this.#claimed));
      if (known === undefined || (await this.#isLeft(known))) return;
      const policy = policyOf(this.#context, known);
      const decision = this.#decide(known, policy, seen);
      if (policy.volatile && isJustBegun(decision)) {
        this.#work = decision.work;
        seen = await this.#take(known, decision.next);
        continue;
      }
      const before = this.#work;
      const result = await this.#commit(known, decision);
      if (result === "lost") return;
      if (result === "stale") continue;
      if (result === "malformed") {
        const { attempt } = this.#work;
        seen =
          attempt > 0 ? threw(attempt, "The plugin's report is malformed.") : { kind: "woken" };
        continue;
      }
      if (policy.volatile && before.attempt > 0 && this.#work.attempt === 0) {
        await this.#plugins.clean("finalize", { known, work: before, attempt: before.attempt });
      }
      if (this.#isOver(decision.next, this.#work)) return;
      seen = await this.#take(this.#known ?? known, decision.next);
    }
  }

  /** Leaves work that isn't for this worker to one that may come for it. */
  async #isLeft({ record, revision, runEnded }: Known): Promise<boolean> {
    const { book, clock, leaves } = this.#context;
    // What is to end needs nobody to do it.
    if (!leaves(this.taskType) || record.abort !== undefined || runEnded) return false;
    const { fence } = this.lease;
    const dueAt = clock.now() + LEFT;
    const step = { action: this.#id, fence, revision, reports: [], work: this.#work, dueAt };
    const { kind } = await book.advance({ ...step, keep: false });
    if (kind !== "stale") return true;
    const known = await book.read(this.#claimed);
    return known === undefined || this.#isLeft(known);
  }

  /** What is left: no resource that needs this worker, and nothing to do but wait. */
  #isOver({ kind }: NextStep, { attempt }: WorkRecord): boolean {
    if (kind === "done" || kind === "idle") return true;
    return kind === "wait" && (attempt === 0 || this.#isLeaving);
  }

  #decide(known: Known, policy: WorkPolicy, seen: Observation): Decision {
    const { chance, clock } = this.#context;
    const { metadata, record, runEnded } = known;
    const now = toTimestamp(clock.now());
    const context = { record, metadata, work: this.#work, policy, runEnded, now };
    return reconcile({ ...context, chance: chance() }, seen);
  }

  async #commit(
    { revision, runEnded }: Known,
    { abort, next, reports, work }: Decision,
  ): Promise<WorkStepResult["kind"]> {
    const result = await this.#context.book.advance({
      action: this.#id,
      fence: this.lease.fence,
      revision,
      reports,
      work: next.kind === "done" ? undefined : work,
      ...(abort && { abort }),
      dueAt: this.#dueAt(next, work),
      keep: !this.#isOver(next, work),
    });
    this.#known = undefined;
    if (result.kind === "advanced") {
      const { metadata, record } = result;
      this.#work = work;
      this.#known = { record, metadata, revision: result.revision, runEnded };
    }
    return result.kind;
  }

  #dueAt(next: NextStep, { attempt }: WorkRecord): number | null {
    const now = this.#context.clock.now();
    if (next.kind === "idle") return null;
    if (next.kind !== "wait") return now + STEP;
    // A resource that is let go of is for the next worker to look at, at once.
    return this.#isLeaving && attempt > 0 ? now : toMicros(next.until);
  }

  /** Takes a step, and tells what came of it. */
  async #take(known: Known, next: NextStep): Promise<Observation> {
    switch (next.kind) {
      case "wait":
        return this.#wait(toMicros(next.until));
      case "handle":
        return this.#plugins.handle({ known, work: this.#work, attempt: next.attempt });
      case "abort":
      case "finalize":
        return this.#plugins.clean(next.kind, { known, work: this.#work, attempt: next.attempt });
      case "look-up":
        return this.#cache.lookUp(known);
      case "publish":
        return this.#cache.publish(known, this.#work);
      case "recover":
        return recover(this.#context.ledger, known.metadata);
      default:
        return { kind: "woken" };
    }
  }

  async #wait(until: number): Promise<Observation> {
    const left = (until - this.#context.clock.now()) / 1000;
    await this.#pause.take(Math.min(Math.max(0, left), LONGEST_TIMER));
    this.#known = undefined;
    const kind = this.#hasNews ? "news" : "woken";
    this.#hasNews = false;
    return { kind };
  }
}

/** Tells whether nothing but the first call is decided: of work that can't outlive this process nobody else needs to know of it. */
function isJustBegun({ abort, next, reports }: Decision): boolean {
  return next.kind === "handle" && reports.length === 0 && abort === undefined;
}

/** The longest time that a timer can wait: some 24 days. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** How long work is left alone that is for other workers, in microseconds. Those lease it before, since it isn't theirs alone to wait. */
const LEFT = 2_000_000;

/**
 * While a step is taken it isn't due, in microseconds: otherwise each heartbeat would wake the driver. An abort makes it due at
 * once. A worker that dies leaves its lease, and who gets that looks at once.
 */
const STEP = 3_600_000_000;
