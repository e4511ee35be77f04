import { expectThat } from "../check/violation.ts";
import type { Frame, Model } from "./model.ts";

/** A report as a watcher of reports has it: its revision and its key. */
export interface SeenReport {
  readonly revision: number;
  readonly key: string;
}

interface Recorded {
  readonly revision: number;
  readonly event: {
    readonly id: { readonly name: string };
    readonly attempt: number;
    readonly phase: string;
    readonly version: number;
  };
}

/** Does what a client of a watch of reports does: writes them down. */
export class EventsModel implements Model {
  readonly seen: SeenReport[] = [];
  isOver = false;
  readonly #subject: string;

  constructor(subject: string) {
    this.#subject = subject;
  }

  take(frame: Frame): void {
    const { __typename: type, events } = frame as unknown as {
      readonly __typename: string;
      readonly events: readonly Recorded[];
    };
    if (type !== "RecordedEvents") {
      this.isOver = true;
      return;
    }
    for (const { revision, event } of events) {
      const last = this.seen.at(-1)?.revision ?? 0;
      expectThat(revision > last, {
        invariant: "a watch of reports gives each once, in order",
        subject: this.#subject,
        expected: `a revision above ${last}`,
        found: revision,
      });
      this.seen.push({ revision, key: reportKey(event.id.name, event) });
    }
  }

  cut(): void {
    // Every report that came is one that was told.
  }

  resume(): { readonly afterRevision?: number } {
    const last = this.seen.at(-1);
    return last === undefined ? {} : { afterRevision: last.revision };
  }
}

/** Names a report within its run: `train-3/2/RUNNING/0`. */
export function reportKey(
  action: string,
  {
    attempt,
    phase,
    version,
  }: { readonly attempt: number; readonly phase: string; readonly version: number },
): string {
  return `${action}/${attempt}/${phase}/${version}`;
}
