import { ActionPhase } from "@runledger/proto";
import { draws } from "./draws.ts";
import { EventQueue } from "./event-queue.ts";
import { type Failure, failures } from "./failures.ts";

/** A task as the simulation sees it. */
export interface SimulatedTask {
  readonly id: string;
  /** The ids of the tasks that it waits for. Together they make no circle. */
  readonly parents: readonly string[];
  /** How long it is at work, in milliseconds. */
  readonly runtime: number;
}

/** What a simulation is to assume. */
export interface SimulationOptions {
  /** Decides what chance decides. The same seed and tasks give the same story. */
  readonly seed: number;
  /** How likely it is for an attempt to go wrong, at least 0 and below 1. */
  readonly failureRate: number;
  /** How many attempts a task may have, at least 1. The last one never goes wrong: the tasks are known to have ended well. */
  readonly maxAttempts: number;
  /** How many attempts may be at work at a time, at least 1; Infinity for any number. */
  readonly slots: number;
}

/** One thing that a simulated attempt goes through. */
export interface Moment {
  /** In whole milliseconds since the start. */
  readonly at: number;
  /** The index of the task. */
  readonly task: number;
  /** From 1. */
  readonly attempt: number;
  readonly phase: ActionPhase;
  /** What is told of the attempt in this phase, from 0: one more when there is something new, and no other phase. */
  readonly version: number;
  /** Whether nothing more comes of this task. */
  readonly last: boolean;
  /** How the attempt went wrong, and how long the work had run by then, in milliseconds. */
  readonly failed?: { readonly failure: Failure; readonly ranFor: number };
}

/** Bounds of what chance decides, in milliseconds: evenly spread between the two. */
const schedulingDelay = [50, 250] as const;
const setupTime = [300, 2000] as const;
const linkDelay = 500;
/** Before the second attempt; twice as long before each one after it. */
const retryDelay = [1000, 3000] as const;

/**
 * Tells the story of tasks: each is queued when the last of its parents has ended, waits if all slots are taken, is
 * set up, runs for its runtime and ends. Some attempts go wrong at some point of it, and another follows.
 *
 * @returns what happens, in the order of time; at the same time what caused something stands before it
 */
export function simulate(
  tasks: readonly SimulatedTask[],
  options: SimulationOptions,
): readonly Moment[] {
  return new Simulation(tasks, options).run();
}

class Simulation {
  readonly #tasks: readonly SimulatedTask[];
  readonly #options: SimulationOptions;
  readonly #queue = new EventQueue();
  readonly #moments: Moment[] = [];
  /** For each task, the indices of those that wait for it, and how many it waits for itself. */
  readonly #children: readonly number[][];
  readonly #open: number[];
  /** Attempts that wait for a slot, the longest waiting first: taken from #firstWaiting on. */
  readonly #waiting: (() => void)[] = [];
  #firstWaiting = 0;
  #free: number;

  constructor(tasks: readonly SimulatedTask[], options: SimulationOptions) {
    this.#tasks = tasks;
    this.#options = options;
    this.#free = options.slots;
    const indices = new Map(tasks.map(({ id }, index) => [id, index]));
    this.#children = tasks.map(() => []);
    this.#open = tasks.map(({ parents }) => parents.length);
    for (const [index, { parents }] of tasks.entries()) {
      for (const parent of parents) this.#children[indices.get(parent) ?? -1]?.push(index);
    }
  }

  run(): readonly Moment[] {
    for (const [task, open] of this.#open.entries()) {
      if (open === 0) this.#queue.at(0, () => this.#enqueue(task, 1));
    }
    this.#queue.run();
    return this.#moments;
  }

  #enqueue(task: number, attempt: number): void {
    const [chance, which, fraction, delay, setup] = draws(
      this.#options.seed,
      `${this.#tasks[task]?.id}\n${attempt}`,
    );
    const goesWrong = chance < this.#options.failureRate && attempt < this.#options.maxAttempts;
    const failure = goesWrong ? failures[Math.floor(which * failures.length)] : undefined;
    const story = { task, attempt, failure, fraction, setup: between(setupTime, setup) };
    this.#tell(story, ActionPhase.QUEUED);
    this.#queue.at(this.#queue.now + between(schedulingDelay, delay), () => {
      if (this.#free > 0) {
        this.#free -= 1;
        this.#start(story);
      } else {
        this.#tell(story, ActionPhase.WAITING_FOR_RESOURCES);
        this.#waiting.push(() => this.#start(story));
      }
    });
  }

  #start(story: Story): void {
    this.#tell(story, ActionPhase.INITIALIZING);
    this.#queue.at(this.#queue.now + story.setup, () => {
      if (story.failure?.whileRunning === false) this.#end(story, 0);
      else this.#work(story);
    });
  }

  #work(story: Story): void {
    const runtime = this.#tasks[story.task]?.runtime ?? 0;
    const ranFor = story.failure === undefined ? runtime : Math.round(runtime * story.fraction);
    this.#tell(story, ActionPhase.RUNNING);
    if (ranFor > linkDelay) {
      this.#queue.at(this.#queue.now + linkDelay, () =>
        this.#tell(story, ActionPhase.RUNNING, { version: 1 }),
      );
    }
    this.#queue.at(this.#queue.now + ranFor, () => this.#end(story, ranFor));
  }

  #end(story: Story, ranFor: number): void {
    const { task, attempt, failure } = story;
    if (failure === undefined) {
      this.#tell(story, ActionPhase.SUCCEEDED, { last: true });
      for (const child of this.#children[task] ?? []) this.#release(child);
    } else {
      this.#tell(story, failure.phase, { failed: { failure, ranFor } });
      const pause = between(retryDelay, story.fraction) * 2 ** (attempt - 1);
      this.#queue.at(this.#queue.now + pause, () => this.#enqueue(task, attempt + 1));
    }
    const next = this.#waiting[this.#firstWaiting];
    if (next === undefined) this.#free += 1;
    else {
      this.#firstWaiting += 1;
      next();
    }
  }

  /** Lets a task go once the last of its parents has ended. */
  #release(task: number): void {
    const open = (this.#open[task] ?? 0) - 1;
    this.#open[task] = open;
    if (open === 0) this.#enqueue(task, 1);
  }

  #tell({ task, attempt }: Story, phase: ActionPhase, more: Partial<Moment> = {}): void {
    this.#moments.push({
      at: this.#queue.now,
      task,
      attempt,
      phase,
      version: 0,
      last: false,
      ...more,
    });
  }
}

/** One attempt, and what chance has decided about it. */
interface Story {
  readonly task: number;
  readonly attempt: number;
  readonly failure: Failure | undefined;
  /** How far an attempt comes that goes wrong, as a part of its runtime. */
  readonly fraction: number;
  readonly setup: number;
}

function between([low, high]: readonly [number, number], draw: number): number {
  return Math.round(low + (high - low) * draw);
}
