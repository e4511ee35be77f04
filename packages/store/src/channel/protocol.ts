import { buffersOf, isTable } from "../table/table.ts";
import type { StoreErrorKind } from "../store-error.ts";

/** Asks a thread for an operation. */
export interface Request {
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
}

/** A StoreError on its way between threads, where only the fields of built-in errors survive. */
export interface Failure {
  readonly kind: StoreErrorKind;
  readonly message: string;
  readonly cause: unknown;
}

/** Answers a request. `id` 0: the thread has started, or couldn't. */
export type Response =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: Failure };

/** Lists the buffers of the tables in a message, one level deep, to be handed over instead of copied. */
export function transfersOf(values: readonly unknown[]): ArrayBuffer[] {
  return values.flatMap((value) => {
    if (isTable(value)) return buffersOf(value);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
    return Object.values(value).flatMap((inner) => (isTable(inner) ? buffersOf(inner) : []));
  });
}
