import type { Schema } from "./schema/schema.ts";

/** One side of a comparison: a state of a repository, as far as it is compared. */
export interface Side {
  /** What a person calls it. */
  readonly name: string;
  /** Undefined where there are no .proto files. */
  readonly proto: { readonly image: Uint8Array; readonly schema: Schema } | undefined;
  /** Where the rest lies; undefined where there is only an image. */
  readonly folder: string | undefined;
}
