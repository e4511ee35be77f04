import { join } from "node:path";
import { create, fromBinary } from "@bufbuild/protobuf";
import type { Clock, Ledger } from "@runledger/ledger";
import {
  type ActionIdentifier,
  ActionIdentifierSchema,
  type ActionMetadata,
  ActionMetadataSchema,
  type ActionRecord,
  ActionRecordSchema,
  type WorkRecord,
  WorkRecordSchema,
} from "@runledger/proto";
import { isTerminal } from "@runledger/state";
import {
  type Decision,
  type NextStep,
  type Observation,
  type WorkPolicy,
  defaultWorkPolicy,
  reconcile,
} from "@runledger/state/reconcile";
import type { ClaimedWork, Store, WorkLease } from "@runledger/store";
import { Bell } from "./bell.ts";
import { clip } from "./clip.ts";
import type { Plugin, Work } from "./plugin.ts";
import { toMicros, toTimestamp } from "./times.ts";
import { workKey } from "./work-key.ts";

/** What drivers stand on. */
export interface DriverContext {
  readonly store: Store;
  readonly ledger: Ledger;
  readonly plugins: ReadonlyMap<string, Plugin>;
  readonly folder: string;
  readonly policy: Partial<WorkPolicy>;
  readonly clock: Clock;
  readonly chance: () => number;
}

/** An action as it was read last. */
interface Known {
  readonly record: ActionRecord;
  readonly metadata: ActionMetadata;
  readonly revision: number;
  readonly runEnded: boolean;
}

/** Drives one action under one lease: decides, commits, takes the step, and so on. */
export class Driver {
  readonly lease: WorkLease;
  readonly #context: DriverContext;
  readonly #claimed: ClaimedWork;
  readonly #id: ActionIdentifier;
  readonly #bell = new Bell();
  #known: Known | undefined;
  #work: WorkRecord;
  #hasNews = false;
  #isLost = false;
  #isLeaving = false;

  constructor(context: DriverContext, claimed: ClaimedWork) {
    const { action, actionNumber, domain, fence, org, project, record, run, runId } = claimed;
    this.#context = context;
    this.#claimed = claimed;
    this.lease = { runId, actionNumber, fence };
    this.#id = create(ActionIdentifierSchema, {
      run: { org, project, domain, name: run },
      name: action,
    });
    this.#work = fromBinary(WorkRecordSchema, record);
  }

  /** Has it look again. */
  wake(): void {
    this.#bell.ring();
  }

  /** Tells it that the lease is lost: it writes nothing any more, and could not. */
  lose(): void {
    this.#isLost = true;
    this.#bell.ring();
  }

  /** Has it let go as soon as nothing is under way that it would have to wait for. */
  leave(): void {
    this.#isLeaving = true;
    this.#bell.ring();
  }

  /** Drives until nothing is left to do, until it can wait without the lease, or until that is lost. */
  async run(): Promise<void> {
    let seen: Observation = { kind: "news" };
    while (!this.#isLost) {
      const known = (this.#known ??= await this.#read());
      if (known === undefined) return;
      const decision = this.#decide(known, seen);
      const result = await this.#commit(known, decision);
      if (result === "lost") return;
      if (result === "stale") continue;
      if (result === "malformed") {
        seen = this.#isHeld ? this.#threw("The plugin's report is malformed.") : { kind: "woken" };
        continue;
      }
      if (this.#isOver(decision.next)) return;
      seen = await this.#take(decision.next);
    }
  }

  get #isHeld(): boolean {
    return this.#work.attempt > 0;
  }

  /** What is left here: no resource that needs this worker, and nothing to do but wait. */
  #isOver({ kind }: NextStep): boolean {
    if (kind === "done" || kind === "idle") return true;
    return kind === "wait" && (!this.#isHeld || this.#isLeaving);
  }

  async #read(): Promise<Known | undefined> {
    const { action, domain, project, run, runId } = this.#claimed;
    const { store } = this.#context;
    const [row, runRow] = await Promise.all([
      store.getAction({ runId, name: action }),
      store.getRun({ project, domain, name: run }),
    ]);
    if (row === undefined || runRow === undefined) return undefined;
    return {
      record: fromBinary(ActionRecordSchema, row.record),
      metadata: fromBinary(ActionMetadataSchema, row.metadata),
      revision: row.revision,
      runEnded: isTerminal(runRow.phase),
    };
  }

  #decide({ metadata, record, runEnded }: Known, seen: Observation): Decision {
    const { chance, clock } = this.#context;
    const now = toTimestamp(clock.now());
    const policy = this.#policyOf(record);
    const context = { record, metadata, work: this.#work, policy, runEnded, now };
    return reconcile({ ...context, chance: chance() }, seen);
  }

  #policyOf({ spec }: ActionRecord): WorkPolicy {
    const policy = { ...defaultWorkPolicy, ...this.#context.policy };
    if (spec.case !== "task") return policy;
    const type = spec.value.taskTemplate?.type ?? "";
    const plugin = this.#context.plugins.get(type);
    const problem =
      plugin === undefined
        ? `task_type: no plugin takes "${type}". There are ${[...this.#context.plugins.keys()].join(", ")}.`
        : plugin.problemOf?.(spec.value, this.#name);
    const attemptTimeout = plugin?.timeoutOf?.(spec.value);
    return {
      ...policy,
      ...(problem !== undefined && { problem }),
      ...(attemptTimeout !== undefined && { attemptTimeout }),
    };
  }

  async #commit(
    { revision, runEnded }: Known,
    { abort, next, reports, work }: Decision,
  ): Promise<"advanced" | "stale" | "lost" | "malformed"> {
    const isOver = this.#isOverAfter(next, work);
    const [result] = await this.#context.ledger.advance([
      {
        action: this.#id,
        fence: this.lease.fence,
        revision,
        reports,
        work: next.kind === "done" ? undefined : work,
        ...(abort && { abort }),
        dueAt: this.#dueAt(next),
        keep: !isOver,
      },
    ]);
    this.#known = undefined;
    if (result === undefined) return "lost";
    if (result.kind === "advanced") {
      const { metadata, record } = result;
      this.#work = work;
      this.#known = { record, metadata, revision: result.revision, runEnded };
    }
    return result.kind;
  }

  #isOverAfter(next: NextStep, work: WorkRecord): boolean {
    if (next.kind === "done" || next.kind === "idle") return true;
    return next.kind === "wait" && (work.attempt === 0 || this.#isLeaving);
  }

  /** Takes a step, and tells what came of it. */
  async #take(next: NextStep): Promise<Observation> {
    switch (next.kind) {
      case "wait": {
        const left = (toMicros(next.until) - this.#context.clock.now()) / 1000;
        await this.#bell.wait(Math.min(Math.max(0, left), LONGEST_TIMER));
        this.#known = undefined;
        return this.#takeNews();
      }
      case "handle":
        return this.#handle(next.attempt);
      case "abort":
      case "finalize":
        return this.#clean(next.kind, next.attempt);
      case "look-up":
        return { kind: "cache", answer: { kind: "unavailable" } };
      case "publish":
        return { kind: "published", ok: false };
      case "recover":
        return { kind: "recovery" };
      default:
        return { kind: "woken" };
    }
  }

  #dueAt(next: NextStep): number | null {
    const now = this.#context.clock.now();
    if (next.kind === "idle") return null;
    if (next.kind !== "wait") return now + STEP;
    // A resource that is let go of is for the next worker to look at, at once.
    return this.#isLeaving && this.#isHeld ? now : toMicros(next.until);
  }

  #takeNews(): Observation {
    const kind = this.#hasNews ? "news" : "woken";
    this.#hasNews = false;
    return { kind };
  }

  async #handle(attempt: number): Promise<Observation> {
    const plugin = this.#plugin;
    if (plugin === undefined) return this.#threw("No plugin takes the task any more.");
    try {
      const result = await plugin.handle(this.#workOf(attempt));
      return { kind: "answered", attempt, result };
    } catch (error) {
      return this.#threw(String(error instanceof Error ? (error.stack ?? error) : error));
    }
  }

  async #clean(step: "abort" | "finalize", attempt: number): Promise<Observation> {
    const plugin = this.#plugin;
    if (plugin === undefined) return { kind: "cleaned" };
    try {
      const work = this.#workOf(attempt);
      if (step === "abort") {
        const ended = await plugin.abort(work);
        return ended === "ended" ? { kind: "cleaned" } : { kind: "ending" };
      }
      await plugin.finalize(work);
      return { kind: "cleaned" };
    } catch (error) {
      return { kind: "not-cleaned", message: clip(String(error)) };
    }
  }

  #threw(message: string): Observation {
    return { kind: "threw", attempt: this.#work.attempt, message: clip(message) };
  }

  get #plugin(): Plugin | undefined {
    const spec = this.#known?.record.spec;
    const type = spec?.case === "task" ? (spec.value.taskTemplate?.type ?? "") : "";
    return this.#context.plugins.get(type);
  }

  get #name(): string {
    const { metadata, record } = this.#known ?? {};
    const short = record?.spec.case === "task" ? record.spec.value.shortName : "";
    const named = metadata?.spec.case === "task" ? metadata.spec.value : undefined;
    return short || (named?.id?.name ?? "") || (named?.shortName ?? "");
  }

  #workOf(attempt: number): Work {
    const { record } = this.#known ?? {};
    if (record?.spec.case !== "task") throw new Error("Only tasks are given to plugins.");
    const { pluginState, pluginStateVersion } = this.#work;
    const place = { action: this.#id, attempt };
    return {
      ...place,
      spec: record.spec.value,
      name: this.#name,
      inputUri: record.inputUri,
      folder: join(this.#context.folder, workKey(place)),
      state:
        pluginState.length === 0 && pluginStateVersion === 0
          ? undefined
          : { version: pluginStateVersion, bytes: pluginState },
      wake: () => {
        this.#hasNews = true;
        this.wake();
      },
    };
  }
}

/** The longest time that a timer can wait: some 24 days. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * While a step is taken it isn't due, in microseconds: otherwise each heartbeat would wake the driver. An abort makes it due at
 * once. A worker that dies leaves its lease, and who gets that looks at once.
 */
const STEP = 3_600_000_000;
