/** An earlier schema to compare with. */
export type Baseline =
  /** A folder as the one that is judged, as it was. */
  | { readonly kind: "folder"; readonly name: string; readonly folder: string }
  /** A compiled schema: only what is in .proto files can be compared. */
  | { readonly kind: "image"; readonly name: string; readonly file: string };
