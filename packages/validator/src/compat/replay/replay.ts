import type { Lifecycle } from "@runledger/lifecycle";
import { Guard, type Known, type Told, type Verdict } from "../guard/guard.ts";
import { type View, sameView, viewOf } from "../guard/view.ts";

/** One report of a recorded stream. */
export interface Recorded extends Told {
  /** What it tells of: an action, by its full name. */
  readonly subject: string;
  /** Where it was read, as `file:line`. */
  readonly at: string;
}

/** What one reader made of a report. */
export interface Seen {
  readonly verdict: Verdict;
  readonly view: View;
}

/** A report of which readers with the old and with the new lifecycle make different things. */
export interface Difference {
  readonly report: Recorded;
  readonly before: Seen;
  readonly after: Seen;
}

/** Two readers of one subject. */
interface Pair {
  readonly before: Guard;
  readonly after: Guard;
  /** Whether they saw the same at last. */
  same: boolean;
}

/**
 * Plays recorded reports to a reader with the old lifecycle and to one with the new, subject by subject, and finds what a reader
 * would see change: reports that one takes and the other refuses, and those after which the two begin to see something different.
 * What stays different isn't told again. Memory grows with the subjects, not with the reports.
 */
export class Replay {
  readonly #before: Lifecycle;
  readonly #after: Lifecycle;
  readonly #subjects = new Map<string, Pair>();

  constructor(before: Lifecycle, after: Lifecycle) {
    this.#before = before;
    this.#after = after;
  }

  /** Plays a report. @returns what is seen differently since; undefined if nothing is */
  play(report: Recorded): Difference | undefined {
    const pair = this.#pairOf(report.subject);
    const before = tell(pair.before, this.#before, report);
    const after = tell(pair.after, this.#after, report);
    const same = sameView(before.view, after.view);
    const isNews = isTaken(before.verdict) !== isTaken(after.verdict) || (pair.same && !same);
    pair.same = same;
    return isNews ? { report, before, after } : undefined;
  }

  #pairOf(subject: string): Pair {
    let pair = this.#subjects.get(subject);
    if (pair === undefined) {
      pair = { before: new Guard(this.#before), after: new Guard(this.#after), same: true };
      this.#subjects.set(subject, pair);
    }
    return pair;
  }
}

function tell(guard: Guard, lifecycle: Lifecycle, report: Told): Seen {
  const verdict = guard.tell(report);
  const known: Known = guard.known;
  return { verdict, view: viewOf(lifecycle, known) };
}

function isTaken(verdict: Verdict): boolean {
  return verdict !== "refused";
}
