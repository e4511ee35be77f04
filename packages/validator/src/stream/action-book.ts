import { ROOT_ACTION } from "@runledger/state";
import type { ActionState } from "./action-state.ts";
import type { RunState } from "./run-state.ts";
import { RunFilter } from "./run-filter.ts";
import type { Told } from "./told.ts";
import type { Forgotten } from "./verdict.ts";

/** Which part is let go when there are too many actions. */
const part = 0.1;

/** Is told of an action that is let go, while everything else about its run is still known. */
export type OnClose = (state: ActionState, reason: "forgotten" | "over") => void;

/**
 * Remembers actions, by run and name, up to a bound. Beyond it, a tenth is let go: actions that have ended first, then
 * those that were heard of longest ago. A run is let go with the last of its actions.
 */
export class ActionBook {
  readonly #runs = new Map<string, RunState>();
  readonly #most: number;
  readonly #onClose: OnClose;
  /** Runs of which something was let go, as far as that can be remembered in bounded memory. */
  readonly #cut = new RunFilter();
  #size = 0;
  #lastRun: { project: string; domain: string; name: string; state: RunState } | undefined;
  readonly #forgotten = { endedActions: 0, openActions: 0, returned: 0, keys: 0 };
  runs = 0;
  actions = 0;

  constructor(most: number, onClose: OnClose) {
    this.#most = most;
    this.#onClose = onClose;
  }

  /** Finds the run that a report tells of, or begins it. */
  run({ project, domain, name }: Told["run"]): RunState {
    const last = this.#lastRun;
    if (last?.name === name && last.project === project && last.domain === domain) {
      return last.state;
    }
    const key = `${project}/${domain}/${name}`;
    let state = this.#runs.get(key);
    if (state === undefined) {
      const isCut = this.#cut.has(key);
      const actions = new Map<string, ActionState>();
      state = { name: key, actions, isRootKnown: isCut, isAborted: false, isCut };
      this.#runs.set(key, state);
      if (!isCut) this.runs += 1;
    }
    this.#lastRun = { project, domain, name, state };
    return state;
  }

  /** Keeps an action that was heard of for the first time. */
  add(state: ActionState): void {
    const { run } = state;
    if (run.isCut) this.#forgotten.returned += 1;
    if (this.#size >= this.#most) this.#letGo(run);
    run.actions.set(state.name, state);
    if (state.name === ROOT_ACTION) run.isRootKnown = true;
    this.#size += 1;
    this.actions += 1;
  }

  /** Counts a report whose key took the place of an older one. */
  forgetKey(): void {
    this.#forgotten.keys += 1;
  }

  get forgotten(): Forgotten {
    return { ...this.#forgotten };
  }

  /** Lets everything go, run by run. */
  *close(): IterableIterator<RunState> {
    for (const run of this.#runs.values()) {
      for (const state of run.actions.values()) this.#onClose(state, "over");
      yield run;
    }
    this.#runs.clear();
    this.#lastRun = undefined;
    this.#size = 0;
  }

  #letGo(current: RunState): void {
    const states: ActionState[] = [];
    for (const run of this.#runs.values()) {
      for (const state of run.actions.values()) if (mayGo(state)) states.push(state);
    }
    const count = Math.max(1, Math.ceil(this.#most * part));
    const latest = Float64Array.from(states, orderOf).sort()[count - 1] ?? Infinity;
    for (const state of states) {
      if (orderOf(state) > latest) continue;
      this.#onClose(state, "forgotten");
      this.#forgotten[state.standing.isFinal ? "endedActions" : "openActions"] += 1;
      this.#drop(state, current);
    }
  }

  #drop({ name, run }: ActionState, current: RunState): void {
    run.actions.delete(name);
    run.isCut = true;
    this.#size -= 1;
    this.#cut.add(run.name);
    if (run.actions.size > 0 || run === current) return;
    this.#runs.delete(run.name);
    if (this.#lastRun?.state === run) this.#lastRun = undefined;
  }
}

/** The root of a run stays as long as the run does: its children are judged by it. */
function mayGo({ name, run }: ActionState): boolean {
  return name !== ROOT_ACTION || run.actions.size === 1;
}

/** Sorts actions by who goes first: what has ended before what hasn't, and then what was heard of longest ago. */
function orderOf({ standing, touched }: ActionState): number {
  return standing.isFinal ? touched - Number.MAX_SAFE_INTEGER : touched;
}
