import type { StoreErrorKind } from "../store-error.ts";

/** The number of the answer that nobody asked for: the thread has started, or couldn't. */
export const STARTED = 0;

/** The number of requests that are not answered, whatever comes of them. */
export const UNANSWERED = -1;

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

/** Answers a request, or tells that the thread has started. */
export type Response =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: Failure };
