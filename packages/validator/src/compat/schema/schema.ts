import type { DescFile, FileRegistry } from "@bufbuild/protobuf";

/** A compiled schema: what is compared. */
export interface Schema {
  readonly registry: FileRegistry;
  /** Its own files, without those that they only import. */
  readonly files: readonly DescFile[];
  /** The enums whose lifecycles an overlay holds, for all versions alike. */
  readonly overlaid: ReadonlySet<string>;
}
