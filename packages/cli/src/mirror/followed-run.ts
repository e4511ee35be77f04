import type { Action, RunIdentifier } from "@runledger/proto";
import { ROOT_ACTION } from "@runledger/state";
import { inParallel } from "./in-parallel.ts";
import { RunTeller, type TellerContext } from "./run-teller.ts";
import { isOver, seenOf } from "./seen-of.ts";
import type { Upstream } from "./upstream.ts";

/** How a run stands after a look at it. */
export type RunState =
  /** More will come. */
  | "open"
  /** It has ended upstream, whole, and the ledger holds all of it. */
  | "ended"
  /** Upstream doesn't know it. */
  | "gone"
  /** Another run of the ledger has its name. */
  | "taken";

/** How many actions are looked at in one step, and how many of those at a time. */
const stepSize = 100;
const looksAtATime = 8;

/** Keeps one run of the ledger as it is upstream. What watches say is a hint where to look: what counts is read anew. */
export class FollowedRun {
  readonly id: RunIdentifier;
  readonly #upstream: Upstream;
  readonly #teller: RunTeller;
  #isWhole = true;
  #hinted = new Map<string, Action>();

  /** @param isKnown whether the ledger holds it from an earlier time */
  constructor(id: RunIdentifier, isKnown: boolean, context: TellerContext) {
    this.id = id;
    this.#upstream = context.upstream;
    this.#teller = new RunTeller(id, isKnown, context);
  }

  /** Whether the ledger holds it. */
  get isDeclared(): boolean {
    return this.#teller.isDeclared;
  }

  /** Upstream's status of the root, in a short text, when it was last told of. */
  get seen(): string {
    return this.#teller.seen(ROOT_ACTION);
  }

  /** Whether an action had ended upstream when it was last told of. */
  isOver(name: string): boolean {
    return this.#teller.isOver(name);
  }

  /** Has the whole run looked at next time. */
  suspect(): void {
    this.#isWhole = true;
  }

  /** Hears of actions. @returns whether any of them isn't as it was when it was last told of */
  hint(actions: readonly Action[]): boolean {
    let isNews = false;
    for (const action of actions) {
      const { id, status } = action;
      if (id === undefined || this.#teller.seen(id.name) === seenOf(status)) continue;
      this.#hinted.set(id.name, action);
      isNews = true;
    }
    return isNews;
  }

  /**
   * Looks at what may have changed, and tells the ledger of it. The root comes last, so that a run which has ended in the
   * ledger is whole there.
   *
   * @throws GatewayError where upstream or the ledger can't be reached. What was done stands, and the rest is done next time
   */
  async look(signal: AbortSignal): Promise<RunState> {
    const hinted = this.#hinted;
    const isWhole = this.#isWhole || hinted.has(ROOT_ACTION);
    [this.#hinted, this.#isWhole] = [new Map(), false];
    try {
      await this.#teller.load();
      if (isWhole) return await this.#lookAtAll(signal);
      await this.#lookAt([...hinted.values()], signal);
      return "open";
    } catch (error) {
      this.#isWhole ||= isWhole;
      for (const [name, action] of hinted) this.#hinted.set(name, action);
      throw error;
    }
  }

  async #lookAtAll(signal: AbortSignal): Promise<RunState> {
    // The root is read before the others: if it has ended by then, what is read of them is all that there is.
    const details = await this.#upstream.run(this.id, signal);
    if (details?.action?.id?.run === undefined) return "gone";
    if (!(await this.#teller.declare(details, signal))) return "taken";
    let open = 0;
    let step: Action[] = [];
    for await (const action of this.#upstream.actions(this.id, signal)) {
      if (action.id === undefined || action.id.name === ROOT_ACTION) continue;
      if (!isOver(action.status)) open += 1;
      if (this.#teller.isUnchanged(action)) continue;
      step.push(action);
      if (step.length < stepSize) continue;
      await this.#lookAt(step, signal);
      step = [];
    }
    await this.#lookAt(step, signal);
    await this.#teller.tell([details.action], signal);
    return isOver(details.action.status) && open === 0 ? "ended" : "open";
  }

  async #lookAt(actions: readonly Action[], signal: AbortSignal): Promise<void> {
    const details = await inParallel(actions, looksAtATime, async ({ id }) =>
      id === undefined ? undefined : this.#upstream.action(id, signal),
    );
    await this.#teller.tell(
      details.filter((each) => each !== undefined),
      signal,
    );
  }
}
