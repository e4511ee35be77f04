import { toJsonString } from "@bufbuild/protobuf";
import { EnrichedActionSchema, type ActionsWindow, type WindowFrame } from "@runledger/proto";
import { ActionDigest } from "@runledger/state";
import { expect } from "vitest";

/** Does what a client of a window does, as plainly as can be, and checks what a client relies on. */
export class ModelWindow {
  /** What is shown: each action as it was last sent. */
  readonly actions = new Map<string, string>();
  window: ActionsWindow | undefined;
  settledAt: number | undefined;
  readonly #revisions = new Map<string, number>();

  /** Takes a frame. */
  take({ frame }: WindowFrame): void {
    if (frame.case === "settled") {
      this.settledAt = Number(frame.value.revision);
      return;
    }
    if (frame.case === undefined) throw new Error("an empty frame");
    const { above, actions, digest, revision, rows } = frame.value;
    expect(Number(revision)).toBeGreaterThanOrEqual(Number(this.window?.revision ?? 0));
    for (const each of actions) {
      const name = each.action?.id?.name ?? "";
      this.actions.set(name, toJsonString(EnrichedActionSchema, each));
      this.#revisions.set(name, Number(each.action?.status?.revision));
    }
    const wanted = new Set([...above, ...rows].map(({ name }) => name));
    for (const name of this.actions.keys()) if (!wanted.has(name)) this.actions.delete(name);
    expect(new Set(this.actions.keys()), "every row has its action").toEqual(wanted);
    const own = new ActionDigest();
    for (const name of wanted) own.add(name, this.#revisions.get(name) ?? 0);
    expect(own.toBytes(), "nothing is out of date").toEqual(digest);
    this.window = frame.value;
  }

  /** What it has of a window that it moves away from. */
  get held(): { readonly revision: number; readonly actions: readonly string[] } {
    return { revision: Number(this.window?.revision), actions: [...this.actions.keys()] };
  }
}
