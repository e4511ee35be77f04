import type { DocumentNode, ExecutionResult } from "graphql";

/** Makes the result of a frame. */
export type MakeResult = () => Promise<ExecutionResult>;

/**
 * Makes a result once for all subscriptions that are sent the same frame and select the same of it. The ledger hands one
 * frame out to all watches that take the same step, so that a thousand subscribers to a run cost one execution a change.
 * Nothing is kept beyond the frame.
 */
export class SharedResults {
  readonly #byFrame = new WeakMap<
    object,
    Map<DocumentNode, Map<string, Promise<ExecutionResult>>>
  >();

  /** Gets the result of a frame for a selection: a document, and what varies in it. */
  get(
    frame: object,
    document: DocumentNode,
    variant: string,
    make: MakeResult,
  ): Promise<ExecutionResult> {
    const byDocument = this.#byFrame.get(frame) ?? new Map();
    this.#byFrame.set(frame, byDocument);
    const byVariant: Map<string, Promise<ExecutionResult>> = byDocument.get(document) ?? new Map();
    byDocument.set(document, byVariant);
    const made = byVariant.get(variant) ?? make();
    byVariant.set(variant, made);
    return made;
  }
}
