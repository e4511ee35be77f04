import { create } from "@bufbuild/protobuf";
import { type Clock, LedgerError } from "@runledger/ledger";
import type { StepsLedger } from "./steps-ledger.ts";
import {
  type ActionDeclaration,
  type ActionDetails,
  type ActionIdentifier,
  ActionIdentifierSchema,
  type RunIdentifier,
} from "@runledger/proto";
import { TaskError } from "../task-error.ts";
import { checkSize } from "./check-size.ts";
import { endedSteps, type StepValue } from "./ended-steps.ts";
import { NondeterminismError } from "./nondeterminism-error.ts";
import { StepWatch } from "./step-watch.ts";

/** What the steps of one workflow stand on. */
export interface StepsOptions {
  readonly ledger: StepsLedger;
  readonly clock: Clock;
  readonly run: RunIdentifier;
  /** The name of the workflow's own action. */
  readonly parent: string;
  readonly signal: AbortSignal;
  /** Reads what a step that ended well has given. */
  readonly read: (details: ActionDetails) => Promise<StepValue>;
  /** For how many milliseconds nothing may happen while a step that was there before isn't asked for again. */
  readonly patience: number;
}

interface Asked {
  readonly declaration: ActionDeclaration;
  /** Does the step here. Undefined: a worker does it. */
  readonly here: (() => Promise<void>) | undefined;
  readonly resolve: (value: StepValue) => void;
  readonly reject: (error: unknown) => void;
  /** Whether the ledger has been told of it, or had been told the same before. */
  isDeclared: boolean;
}

/**
 * The steps of a workflow: declares what it asks for and answers once that has ended. Answers are given one by one, in the order
 * in which the steps ended, so that a function that is run again sees what it saw before. As long as it hasn't asked for all that
 * it had asked for before, nothing new is started.
 */
export class Steps {
  readonly #options: StepsOptions;
  readonly #watch: StepWatch;
  readonly #asked = new Map<string, Asked>();
  readonly #answered = new Set<string>();
  /** Steps that were there when it began, and haven't been asked for since. */
  readonly #expected = new Set<string>();
  readonly #new = new Set<string>();
  #isFlushing = false;
  #failure: { readonly error: unknown } | undefined;
  #timer: NodeJS.Timeout | undefined;
  #nudge: (() => void) | undefined;
  readonly #stop = new AbortController();
  #answering: Promise<void> = Promise.resolve();

  constructor(options: StepsOptions) {
    this.#options = options;
    const signal = AbortSignal.any([options.signal, this.#stop.signal]);
    this.#watch = new StepWatch(options.ledger, options.run, options.parent, signal);
    options.signal.addEventListener("abort", () => this.#fail(options.signal.reason), {
      once: true,
    });
  }

  /** Looks up what there is already, and begins to answer. */
  async open(): Promise<void> {
    for (const name of await this.#watch.open()) this.#expected.add(name);
    this.#answering = this.#answer().catch((error: unknown) => this.#fail(error));
  }

  /**
   * Asks for a step, and gives what it has given once it has ended well.
   *
   * @param here does it in this process, and reports it. Left out: a worker does
   * @throws ChildError if it ended otherwise
   */
  async ask(declaration: ActionDeclaration, here?: () => Promise<void>): Promise<StepValue> {
    if (this.#failure !== undefined) throw this.#failure.error;
    checkSize(declaration, this.#options.ledger.limits);
    const { name } = declaration;
    const ended = new Promise<StepValue>((resolve, reject) => {
      this.#asked.set(name, { declaration, here, resolve, reject, isDeclared: false });
    });
    this.#expected.delete(name);
    this.#new.add(name);
    this.#scheduleFlush();
    this.#nudge?.();
    return ended;
  }

  /** Aborts the steps that are asked for and haven't ended: all, or those whose name begins so. */
  async abort(reason: string, prefix = ""): Promise<void> {
    // It isn't over: it is run again, by this worker or another one, and asks for them anew.
    if (this.#options.signal.aborted || this.#failure?.error instanceof LedgerError) return;
    const open = [...this.#asked.keys()].filter(
      (name) => name.startsWith(prefix) && !this.#answered.has(name) && !this.#new.has(name),
    );
    const { ledger } = this.#options;
    for (const name of open) {
      await ledger.abortAction(this.#id(name), {
        $typeName: "runledger.run.v1.AbortInfo",
        reason,
      });
    }
  }

  /**
   * Ends the answering.
   *
   * @param hasReturned whether the function came to its end by itself
   * @throws NondeterminismError if it hasn't asked for all that it had asked for before
   */
  async close(hasReturned: boolean): Promise<void> {
    clearTimeout(this.#timer);
    const [expected] = this.#expected;
    const failure = this.#failure;
    this.#stop.abort();
    this.#nudge?.();
    await this.#answering;
    if (failure !== undefined) throw failure.error;
    if (hasReturned && expected !== undefined) {
      throw NondeterminismError.of(await this.#described(expected), "its end");
    }
  }

  #scheduleFlush(): void {
    this.#watchReplay();
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    // What is asked for in the same breath is declared together.
    setImmediate(() => {
      this.#flush()
        .catch((error: unknown) => this.#fail(error))
        .finally(() => {
          this.#isFlushing = false;
          if (this.#ready().length > 0 && this.#failure === undefined) this.#scheduleFlush();
        });
    });
  }

  /** Lists what may be declared now: what was there before; and if all of that is asked for again, what is new. */
  #ready(): readonly Asked[] {
    return [...this.#new]
      .filter((name) => this.#expected.size === 0 || this.#watch.isThere(name))
      .map((name) => this.#asked.get(name))
      .filter((each) => each !== undefined);
  }

  async #flush(): Promise<void> {
    const ready = this.#ready().slice(0, this.#options.ledger.limits.actionsPerBatch);
    const names = new Set(ready.map(({ declaration }) => declaration.name));
    for (const name of names) this.#new.delete(name);
    for (const each of ready) {
      if (each.here === undefined) continue;
      each.isDeclared = true;
      if (this.#watch.hasEnded(each.declaration.name)) continue;
      void each.here().catch((error: unknown) => this.#fail(error));
    }
    await this.#declare(ready.filter(({ here }) => here === undefined));
    this.#nudge?.();
  }

  async #declare(asked: readonly Asked[]): Promise<void> {
    if (asked.length === 0) return;
    const { ledger, run } = this.#options;
    const declarations = asked.map(({ declaration }) => declaration);
    const results = await ledger.declareActions(run, declarations);
    for (const [i, result] of results.entries()) {
      const each = asked[i];
      if (each === undefined) continue;
      each.isDeclared = result.kind !== "refused";
      if (result.kind !== "refused") continue;
      const { name } = each.declaration;
      if (!this.#watch.isThere(name)) {
        each.reject(new TaskError(result.message, { code: "Refused" }));
        continue;
      }
      const came = NondeterminismError.describe(each.declaration);
      throw NondeterminismError.of(await this.#described(name), came);
    }
  }

  /** Answers one by one, in the order in which they ended, and lets the function go on before the next. */
  async #answer(): Promise<void> {
    for await (const ended of endedSteps(this.#watch, this.#options.read)) {
      const { name } = ended;
      while (this.#asked.get(name)?.isDeclared !== true) {
        if (this.#stop.signal.aborted || this.#failure !== undefined) return;
        await new Promise<void>((resolve) => (this.#nudge = resolve));
      }
      this.#answered.add(name);
      const asked = this.#asked.get(name);
      if ("error" in ended) asked?.reject(ended.error);
      else asked?.resolve(ended.value);
      this.#watchReplay();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Gives up some time after the last thing that happened, unless all is asked for again by then. */
  #watchReplay(): void {
    clearTimeout(this.#timer);
    if (this.#expected.size === 0 || this.#stop.signal.aborted) return;
    this.#timer = setTimeout(() => void this.#giveUp(), this.#options.patience);
  }

  async #giveUp(): Promise<void> {
    const [expected] = this.#expected;
    const came = this.#asked.get([...this.#new].find((name) => !this.#watch.isThere(name)) ?? "");
    if (expected === undefined || came === undefined) return;
    const text = NondeterminismError.describe(came.declaration);
    this.#fail(NondeterminismError.of(await this.#described(expected).catch(() => expected), text));
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    for (const [name, { reject }] of this.#asked) if (!this.#answered.has(name)) reject(error);
    this.#nudge?.();
  }

  async #described(name: string): Promise<string> {
    const details = await this.#options.ledger.getActionDetails(this.#id(name));
    return details === undefined ? name : NondeterminismError.describe({ ...details, name });
  }

  #id(name: string): ActionIdentifier {
    return create(ActionIdentifierSchema, { run: this.#options.run, name });
  }
}
