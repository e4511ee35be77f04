import { create } from "@bufbuild/protobuf";
import type { StepsLedger } from "./steps-ledger.ts";
import {
  type ActionDetails,
  ActionIdentifierSchema,
  type EnrichedAction,
  type RunIdentifier,
} from "@runledger/proto";
import { actionPhaseLifecycle, isTerminal } from "@runledger/state";

/** How many actions are read at a time. */
const BATCH = 200;

/** Follows the actions right below one, and tells of each when it has ended for good, in the order of that. */
export class StepWatch {
  readonly #ledger: StepsLedger;
  readonly #run: RunIdentifier;
  readonly #parent: string;
  readonly #frames: AsyncIterator<EnrichedAction[]>;
  readonly #there = new Set<string>();
  readonly #ended = new Set<string>();
  #first: EnrichedAction[] = [];

  constructor(ledger: StepsLedger, run: RunIdentifier, parent: string, signal: AbortSignal) {
    this.#ledger = ledger;
    this.#run = run;
    this.#parent = parent;
    this.#frames = this.#steps(signal);
  }

  /** Looks up what there is. @returns the names */
  async open(): Promise<ReadonlySet<string>> {
    const first = await this.#frames.next();
    this.#first = first.done === true ? [] : first.value;
    return new Set(this.#there);
  }

  /** Tells whether the ledger has been seen to know of it. */
  isThere(name: string): boolean {
    return this.#there.has(name);
  }

  /** Tells whether it has been seen to have ended for good. */
  hasEnded(name: string): boolean {
    return this.#ended.has(name);
  }

  /** Gives each that has ended for good, once and in order, some at a time, until the signal aborts. */
  async *ended(): AsyncGenerator<readonly ActionDetails[]> {
    for (let step = this.#first; ;) {
      const candidates = step
        .filter(({ action }) => isTerminal(action?.status?.phase ?? 0))
        .toSorted(byEnd)
        .map(nameOf)
        .filter((name) => !this.#ended.has(name));
      for (let i = 0; i < candidates.length; i += BATCH) {
        yield await this.#finals(candidates.slice(i, i + BATCH));
      }
      const next = await this.#frames.next();
      if (next.done === true) return;
      step = next.value;
    }
  }

  /** Reads those that have really ended: after a failure another attempt may come. */
  async #finals(names: readonly string[]): Promise<ActionDetails[]> {
    const ids = names.map((name) => create(ActionIdentifierSchema, { run: this.#run, name }));
    const finals: ActionDetails[] = [];
    for (const details of await this.#ledger.getActionsDetails(ids)) {
      if (details === undefined || !isOver(details)) continue;
      this.#ended.add(details.id?.name ?? "");
      finals.push(details);
    }
    return finals;
  }

  /** Gives the steps of the watch, each whole; the snapshot first. */
  async *#steps(signal: AbortSignal): AsyncGenerator<EnrichedAction[]> {
    let step: EnrichedAction[] = [];
    for await (const { frame } of this.#ledger.watchActions(this.#run, { signal })) {
      if (frame.case === "snapshot" || frame.case === "changed") {
        for (const each of frame.value.actions) {
          if (each.action?.metadata?.parent !== this.#parent) continue;
          this.#there.add(each.action.id?.name ?? "");
          step.push(each);
        }
      }
      // Frames of the same step have no revision, but for the last.
      const isWhole =
        frame.case === "snapshotComplete" ||
        (frame.case === "changed" && frame.value.revision > 0n);
      if (!isWhole) continue;
      yield step;
      step = [];
    }
  }
}

/** What ended in one transaction has one revision: then by name, so that the order is the same when it is looked up again. */
function byEnd(a: EnrichedAction, b: EnrichedAction): number {
  return revisionOf(a) - revisionOf(b) || (nameOf(a) < nameOf(b) ? -1 : 1);
}

function nameOf({ action }: EnrichedAction): string {
  return action?.id?.name ?? "";
}

function revisionOf({ action }: EnrichedAction): number {
  return Number(action?.status?.revision ?? 0n);
}

function isOver({ attempts, metadata, status }: ActionDetails): boolean {
  const phase = status?.phase ?? 0;
  if (actionPhaseLifecycle.endsSubject(phase)) return true;
  if (!isTerminal(phase)) return false;
  if (attempts.at(-1)?.lastAttempt === true || status?.abort !== undefined) return true;
  // What isn't driven by workers doesn't say that it was the last: a trace, a condition.
  return metadata?.spec.case !== "task";
}
