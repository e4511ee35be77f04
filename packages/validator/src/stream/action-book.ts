import { ROOT_ACTION } from "@runledger/state";
import { ActionQueue } from "./action-queue.ts";
import type { ActionState } from "./action-state.ts";
import type { RunState } from "./run-state.ts";
import { RunFilter } from "./run-filter.ts";
import type { Told } from "./told.ts";
import type { Forgotten } from "./verdict.ts";

/** Is told of an action that is let go, while everything else about its run is still known. */
export type OnClose = (state: ActionState, reason: "forgotten" | "over") => void;

/**
 * Remembers actions, by run and name, up to a bound. For each one beyond it another is let go: the one that has ended and
 * was heard of longest ago; where none has ended, the one that was heard of longest ago. The root of a run stays as long as
 * anything of the run does: its children are judged by it. A run is let go with the last of its actions.
 */
export class ActionBook {
  readonly #runs = new Map<string, RunState>();
  readonly #most: number;
  readonly #onClose: OnClose;
  /** Runs of which something was let go, as far as that can be remembered in bounded memory. */
  readonly #cut = new RunFilter();
  /** The actions that may be let go: the ended ones, and the others. */
  readonly #ended = new ActionQueue();
  readonly #open = new ActionQueue();
  #size = 0;
  readonly #recent = Array.from<RecentRun | undefined>({ length: slots });
  readonly #forgotten = { endedActions: 0, openActions: 0, returned: 0, keys: 0 };
  runs = 0;
  actions = 0;

  constructor(most: number, onClose: OnClose) {
    this.#most = most;
    this.#onClose = onClose;
  }

  /** Finds the run that a report tells of, or begins it. */
  run({ project, domain, name }: Told["run"]): RunState {
    const slot = slotOf(name);
    const recent = this.#recent[slot];
    if (recent?.name === name && recent.project === project && recent.domain === domain) {
      return recent.state;
    }
    const key = `${project}/${domain}/${name}`;
    const state = this.#runs.get(key) ?? this.#begin(key);
    this.#recent[slot] = { project, domain, name, state };
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
    this.touch(state);
  }

  /** Notes that an action was heard of. */
  touch(state: ActionState): void {
    const { run, name, standing } = state;
    if (name === ROOT_ACTION && run.actions.size > 1) state.queue?.remove(state);
    else (standing.isFinal ? this.#ended : this.#open).push(state);
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
    this.#recent.fill(undefined);
    this.#size = 0;
  }

  #begin(key: string): RunState {
    const isCut = this.#cut.has(key);
    const actions = new Map<string, ActionState>();
    const state = { name: key, actions, isRootKnown: isCut, isAborted: false, isCut };
    this.#runs.set(key, state);
    if (!isCut) this.runs += 1;
    return state;
  }

  #letGo(current: RunState): void {
    for (;;) {
      const state = this.#ended.oldest ?? this.#open.oldest;
      if (state === undefined) return;
      state.queue?.remove(state);
      // A root waits here from when it was alone, and isn't any more: it comes back when it is again.
      if (isNeeded(state)) continue;
      this.#onClose(state, "forgotten");
      this.#forgotten[state.standing.isFinal ? "endedActions" : "openActions"] += 1;
      this.#drop(state, current);
      return;
    }
  }

  #drop({ name, run }: ActionState, current: RunState): void {
    run.actions.delete(name);
    run.isCut = true;
    this.#size -= 1;
    this.#cut.add(run.name);
    if (run.actions.size === 1) {
      const root = run.actions.get(ROOT_ACTION);
      if (root !== undefined) this.touch(root);
    }
    if (run.actions.size > 0 || run === current) return;
    this.#runs.delete(run.name);
    for (let slot = 0; slot < slots; slot++) {
      if (this.#recent[slot]?.state === run) this.#recent[slot] = undefined;
    }
  }
}

/** A run that was told of lately, by what a report calls it. */
interface RecentRun {
  readonly project: string;
  readonly domain: string;
  readonly name: string;
  readonly state: RunState;
}

/** How many runs are found without putting their whole names together: a power of two. */
const slots = 64;

function slotOf(name: string): number {
  const { length } = name;
  return (name.charCodeAt(length - 1) ^ (name.charCodeAt(length - 2) << 2)) & (slots - 1);
}

function isNeeded({ name, run }: ActionState): boolean {
  return name === ROOT_ACTION && run.actions.size > 1;
}
