import { toJsonString } from "@bufbuild/protobuf";
import {
  type Action,
  ActionSchema,
  type ActionsFrame,
  type EnrichedAction,
  type SnapshotComplete,
} from "@runledger/proto";
import { ActionDigest, actionPhaseLifecycle as lifecycle } from "@runledger/state";
import { expect } from "vitest";

/** An action as a watcher has it. */
export interface Shown {
  readonly parent: string;
  readonly phase: number;
  readonly attempt: number;
  readonly revision: number;
  readonly counts: Readonly<Record<number, number>>;
}

/** What any watcher of a run was sent, by action and revision: the same for all of them. */
export type Contents = Map<string, string>;

/** Does what a client of a watch does, as plainly as can be, and checks what a client relies on. */
export class ModelWatcher {
  /** What is shown, at the revision `at`. */
  shown = new Map<string, Shown>();
  /** The revision from which it can resume; undefined before the first marker. */
  at: number | undefined;
  readonly #contents: Contents;
  readonly #furthest = new Map<string, number>();
  #step: EnrichedAction[] = [];

  constructor(contents: Contents) {
    this.#contents = contents;
  }

  /** Takes a frame. */
  take({ frame }: ActionsFrame): void {
    switch (frame.case) {
      case "snapshot":
        expect(this.at, "a snapshot comes first").toBeUndefined();
        this.#step.push(...frame.value.actions);
        break;
      case "snapshotComplete":
        this.#commit(Number(frame.value.revision));
        this.#checkComplete(frame.value);
        break;
      case "changed":
        this.#step.push(...frame.value.actions);
        if (frame.value.revision === 0n) break;
        this.#commit(Number(frame.value.revision));
        this.#checkComplete(frame.value);
        break;
      case "settled":
        this.#commit(Number(frame.value.revision));
        break;
      default:
        throw new Error("an empty frame");
    }
  }

  /** Loses the connection: a step that isn't complete is lost. */
  cut(): void {
    this.#step = [];
  }

  /** Checks that nothing is missing and nothing is out of date, from nothing but what it was told. */
  #checkComplete({ digest, shown }: Pick<SnapshotComplete, "digest" | "shown">): void {
    const own = new ActionDigest();
    for (const [name, { revision }] of this.shown) own.add(name, revision);
    expect(own.count).toBe(Number(shown));
    expect(own.toBytes()).toEqual(digest);
  }

  #commit(revision: number): void {
    expect(revision, "revisions grow").toBeGreaterThanOrEqual(this.at ?? 0);
    const names = this.#step.map(({ action }) => action?.id?.name ?? "");
    expect(new Set(names).size, "each action at most once in a step").toBe(names.length);
    for (const change of this.#step) this.#apply(change, revision);
    this.#step = [];
    this.at = revision;
  }

  #apply({ action, childrenPhaseCounts: counts, meetsFilter }: EnrichedAction, at: number): void {
    const name = action?.id?.name ?? "";
    const { attempts: attempt = 0, phase = 0 } = action?.status ?? {};
    const revision = Number(action?.status?.revision);
    expect(revision, "nothing is newer than the step").toBeLessThanOrEqual(at);
    this.#checkContent(name, revision, action);
    const reached = attempt * 100 + lifecycle.rank(phase);
    expect(reached, `${name} doesn't go back`).toBeGreaterThanOrEqual(
      this.#furthest.get(name) ?? 0,
    );
    this.#furthest.set(name, reached);
    if (meetsFilter) {
      const parent = action?.metadata?.parent ?? "";
      this.shown.set(name, { parent, phase, attempt, revision, counts });
    } else {
      this.shown.delete(name);
    }
  }

  #checkContent(name: string, revision: number, action: Action | undefined): void {
    const key = `${name}@${revision}`;
    const content = action === undefined ? "" : toJsonString(ActionSchema, action);
    expect(content, `${key} is the same whenever it is sent`).toBe(
      this.#contents.get(key) ?? content,
    );
    this.#contents.set(key, content);
  }
}
