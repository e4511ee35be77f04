import type { Run, RunIdentifier } from "@runledger/proto";
import type { MirroredRun } from "../operations/mirrored-runs.ts";
import { FollowedRun } from "./followed-run.ts";
import { isWhole } from "./is-whole.ts";
import type { MirrorCounts } from "./mirror-counts.ts";
import type { MirrorLog } from "./mirror-log.ts";
import type { MirrorScope, Recorder } from "./recorder.ts";
import type { TellerContext } from "./run-teller.ts";
import { seenOf } from "./seen-of.ts";
import type { Upstream } from "./upstream.ts";

/** What keeping a book of runs takes. */
export interface RunBookOptions extends MirrorScope {
  readonly upstream: Upstream;
  readonly recorder: Recorder;
  readonly log: MirrorLog;
}

/** Knows which of upstream's runs are open, which are whole in the ledger, and which are left alone. */
export class RunBook {
  readonly #options: RunBookOptions;
  readonly #counts: MirrorCounts;
  readonly #open = new Map<string, FollowedRun>();
  /** Upstream's status of the roots of runs that are whole in the ledger. */
  readonly #ended = new Map<string, string>();
  readonly #left = new Set<string>();
  #before: Map<string, MirroredRun> | undefined;

  constructor(options: RunBookOptions, counts: MirrorCounts) {
    this.#options = options;
    this.#counts = counts;
  }

  /** The runs that haven't ended, or aren't whole in the ledger yet. */
  get open(): readonly FollowedRun[] {
    return [...this.#open.values()];
  }

  /** Whether a run is one of those. */
  isOpen(run: FollowedRun): boolean {
    return this.#open.get(run.id.name) === run;
  }

  /** Reads what the ledger holds from an earlier time, once. */
  async readBefore(): Promise<void> {
    if (this.#before !== undefined) return;
    const before = new Map<string, MirroredRun>();
    for await (const run of this.#options.recorder.runs(this.#options)) before.set(run.name, run);
    this.#before = before;
  }

  /** Hears of a run. @returns what is to be looked at; undefined: it is as it is known to be, or none of this mirror's */
  hear({ action }: Run): FollowedRun | undefined {
    const id = action?.id?.run;
    const { project, domain } = this.#options;
    if (id === undefined || id.project !== project || id.domain !== domain) return undefined;
    // What the ledger holds is read before anything is believed.
    if (this.#before === undefined) return undefined;
    const seen = seenOf(action?.status);
    if (this.#left.has(id.name) || this.#ended.get(id.name) === seen) return undefined;
    const before = this.#before.get(id.name);
    if (!this.#ended.has(id.name) && before !== undefined && isWhole(before, action)) {
      this.#ended.set(id.name, seen);
      this.#counts.whole += 1;
      return undefined;
    }
    const isKnown = before !== undefined || this.#ended.delete(id.name);
    return this.#open.get(id.name) ?? this.#found(id, isKnown);
  }

  #found(id: RunIdentifier, isKnown: boolean): FollowedRun {
    const { log, upstream, recorder, from } = this.#options;
    const context: TellerContext = {
      upstream,
      recorder,
      from,
      onAnswer: ({ action, what, answer: { outcome, held, refusal } }) => {
        this.#counts.answered(outcome, held);
        if (held) return;
        const fields = { run: id.name, action, what, reason: refusal };
        log.tell("report-refused", `${id.name} ${action}, ${what}: ${refusal}`, fields);
      },
    };
    const run = new FollowedRun(id, isKnown, context);
    this.#open.set(id.name, run);
    if (!isKnown) log.tell("run-found", `${id.name}: found`, { run: id.name });
    return run;
  }

  /** Notes that a run needn't be looked at any more. */
  close(run: FollowedRun, state: "ended" | "gone" | "taken"): void {
    const { name } = run.id;
    this.#open.delete(name);
    this.#counts[state] += 1;
    const { log } = this.#options;
    const fields = { run: name };
    if (state === "ended") {
      this.#ended.set(name, run.seen);
      log.tell("run-ended", `${name}: ended, and is whole in the ledger`, fields);
      return;
    }
    this.#left.add(name);
    if (state === "gone") {
      log.tell("run-gone", `${name}: upstream doesn't know it any more; it stays as it is`, fields);
    } else {
      const text = `${name}: left out: the ledger holds another run of this name`;
      log.tell("run-taken", text, fields);
    }
  }
}
