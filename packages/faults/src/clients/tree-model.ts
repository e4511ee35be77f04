import { ActionDigest, actionPhaseLifecycle as lifecycle } from "@runledger/state";
import { expectEqual, expectThat } from "../check/violation.ts";
import type { Frame, Model } from "./model.ts";

/** An action as a watcher has it. */
export interface ShownAction {
  readonly name: string;
  readonly parent: string;
  readonly phase: string;
  readonly attempts: number;
  readonly revision: number;
  readonly counts: Readonly<Record<string, number>>;
}

interface Enriched {
  readonly meetsFilter: boolean;
  readonly childrenPhaseCounts: readonly { readonly phase: string; readonly count: number }[];
  readonly action: {
    readonly name: string;
    readonly phase: string;
    readonly metadata: { readonly parent: string };
    readonly status: { readonly attempts: number; readonly revision: number };
  };
}

/** What any watcher of a round was sent, by run, action and revision: the same for all of them. */
export type Contents = Map<string, string>;

/** More than an action has phases, so that a later attempt is always further than an earlier one. */
const ATTEMPT = 1000;
const INVARIANT_CONTENT = "no watcher sees a revision twice with other content";

/** Does what a client of a watch of actions does, as plainly as can be, and checks what a client relies on. */
export class TreeModel implements Model {
  readonly shown: Map<string, ShownAction> = new Map();
  isOver = false;
  readonly #subject: string;
  readonly #run: string;
  readonly #contents: Contents;
  readonly #furthest = new Map<string, number>();
  #at: number | undefined;
  #step: Enriched[] = [];

  /** @param subject whose model it is, for what it finds */
  constructor(subject: string, run: string, contents: Contents) {
    this.#subject = subject;
    this.#run = run;
    this.#contents = contents;
  }

  /** The last revision that it was brought to. */
  get at(): number | undefined {
    return this.#at;
  }

  take(frame: Frame): void {
    const {
      __typename: type,
      actions,
      digest,
      revision,
      shown,
    } = frame as unknown as {
      readonly __typename: string;
      readonly actions: readonly Enriched[];
      readonly digest: string;
      readonly revision: number;
      readonly shown: number;
    };
    switch (type) {
      case "ActionsSnapshot":
        this.#expect(this.#at === undefined, "a snapshot comes first", "no snapshot", this.#at);
        this.#step.push(...actions);
        return;
      case "SnapshotComplete":
        this.#commit(revision);
        this.#expectAll(shown, digest);
        return;
      case "ActionsChanged":
        this.#step.push(...actions);
        // 0: the step goes on in the next frame.
        if (revision === 0) return;
        this.#commit(revision);
        this.#expectAll(shown, digest);
        return;
      default:
        this.#commit(revision);
        this.isOver = true;
    }
  }

  cut(): void {
    this.#step = [];
  }

  resume(): { readonly afterRevision?: number } {
    return this.#at === undefined ? {} : { afterRevision: this.#at };
  }

  #commit(revision: number): void {
    this.#expect(revision >= (this.#at ?? 0), "revisions grow", `from ${this.#at}`, revision);
    const names = new Set(this.#step.map(({ action }) => action.name));
    this.#expect(
      names.size === this.#step.length,
      "a step has each action once",
      names.size,
      this.#step.length,
    );
    for (const change of this.#step) this.#apply(change, revision);
    this.#step = [];
    this.#at = revision;
  }

  #apply({ action, childrenPhaseCounts, meetsFilter }: Enriched, at: number): void {
    const { name, phase, metadata, status } = action;
    const { attempts, revision } = status;
    this.#expect(revision <= at, `${name} isn't newer than its step`, at, revision);
    const key = `${this.#run}/${name}@${revision}`;
    const content = JSON.stringify(action);
    const subject = `${this.#subject}, ${key}`;
    expectEqual(this.#contents.get(key) ?? content, content, {
      invariant: INVARIANT_CONTENT,
      subject,
    });
    this.#contents.set(key, content);
    const reached = attempts * ATTEMPT + lifecycle.rank(lifecycle.of(phase)?.number ?? -1);
    const furthest = this.#furthest.get(name) ?? 0;
    this.#expect(reached >= furthest, `${name} never goes back`, furthest, reached);
    this.#furthest.set(name, reached);
    const counts = Object.fromEntries(
      childrenPhaseCounts.map((each) => [each.phase, each.count] as const).sort(byFirst),
    );
    if (!meetsFilter) this.shown.delete(name);
    else {
      this.shown.set(name, { name, parent: metadata.parent, phase, attempts, revision, counts });
    }
  }

  /** Holds what is shown against what the gateway says that it is: a count and a digest. */
  #expectAll(shown: number, digest: string): void {
    this.#expect(this.shown.size === shown, "the counts match", shown, this.shown.size);
    const own = new ActionDigest();
    for (const { name, revision } of this.shown.values()) own.add(name, revision);
    this.#expect(own.toString() === digest, "the digests match", digest, own.toString());
  }

  #expect(holds: boolean, invariant: string, expected: unknown, found: unknown): void {
    expectThat(holds, { invariant, subject: this.#subject, expected, found });
  }
}

function byFirst(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1;
}
