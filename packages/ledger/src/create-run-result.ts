import type { Run } from "@runledger/proto";

/** What became of the declaration of a run. */
export type CreateRunResult =
  /** The run is declared. `reportedBefore`: it was known from reports, and what they told stands. */
  | { readonly kind: "created"; readonly run: Run; readonly reportedBefore: boolean }
  /** It was declared with the same content before. Nothing was written. */
  | { readonly kind: "exists"; readonly run: Run }
  /** It was declared with other content before, which stands. `message` names what differs. */
  | { readonly kind: "taken"; readonly run: Run; readonly message: string };
