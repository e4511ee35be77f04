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
 * Plays recorded reports to a reader with the old lifecycle and to one with the new, subject by subject, and hands out what a
 * reader would see change: reports that one takes and the other refuses, and those after which the two begin to see something
 * different. What stays different isn't told again. Memory grows with the subjects, not with the reports.
 */
export async function* replay(
  before: Lifecycle,
  after: Lifecycle,
  reports: AsyncIterable<Recorded>,
): AsyncGenerator<Difference, void> {
  const subjects = new Map<string, Pair>();
  for await (const report of reports) {
    const pair = subjects.get(report.subject) ?? {
      before: new Guard(before),
      after: new Guard(after),
      same: true,
    };
    subjects.set(report.subject, pair);
    const old = tell(pair.before, before, report);
    const now = tell(pair.after, after, report);
    const same = sameView(old.view, now.view);
    const isNews = isTaken(old.verdict) !== isTaken(now.verdict) || (pair.same && !same);
    pair.same = same;
    if (isNews) yield { report, before: old, after: now };
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
