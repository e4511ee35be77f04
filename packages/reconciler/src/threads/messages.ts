import type { JsonValue } from "@bufbuild/protobuf";

/** What a thread is started with. */
export interface ThreadData {
  /** The address of the module whose exports are its functions. */
  readonly module: string;
}

/** What a thread is asked for, one call at a time. */
export type ThreadRequest =
  | {
      readonly kind: "call";
      /** The function's name. */
      readonly name: string;
      readonly input: JsonValue;
      readonly attempt: number;
      readonly folder: string;
    }
  | { readonly kind: "abort" };

/** How a function failed. */
export interface ThreadFailure {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** What it said of the failure, if that was a TaskError. */
  readonly task: { readonly code: string; readonly retryable: boolean } | undefined;
}

/** What a thread tells of its call. */
export type ThreadAnswer =
  | { readonly kind: "beat" }
  /** What it returned, as JSON. Undefined: nothing. */
  | { readonly kind: "returned"; readonly json: string | undefined }
  | { readonly kind: "failed"; readonly failure: ThreadFailure };
