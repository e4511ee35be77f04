/** Which readers a change must not break. The words are those of schema registries. */
export const modes = [
  "NONE",
  "BACKWARD",
  "BACKWARD_TRANSITIVE",
  "FORWARD",
  "FORWARD_TRANSITIVE",
  "FULL",
  "FULL_TRANSITIVE",
] as const;

/** Which readers a change must not break. */
export type Mode = (typeof modes)[number];

/** How strictly buf compares bytes, JSON and generated code, the strictest first. */
export const wireCategories = ["FILE", "PACKAGE", "WIRE_JSON", "WIRE"] as const;

/** How strictly buf compares. */
export type WireCategory = (typeof wireCategories)[number];

/** What must hold, and where what is to be compared lies. Paths are relative to the folder that is judged. */
export interface Policy {
  /** The folder of the .proto files, or of the buf.yaml that names them; undefined where there are none. */
  readonly proto: string | undefined;
  readonly wire: WireCategory;
  /** Which mode holds for which package, by name or by a prefix and `*`. The longest match wins. */
  readonly modes: Readonly<Record<string, Mode>>;
  /** What becomes of a change of which only a person can tell whether it breaks. */
  readonly undecided: "fail" | "warn";
  /** A file with lifecycles for enums that are somebody else's. */
  readonly overlay: string | undefined;
  /** A file with the waivers. */
  readonly waivers: string | undefined;
  /** The tags of releases, as `v*`: what transitive modes are held against. */
  readonly releases: string | undefined;
  readonly graphql: GraphQLPolicy | undefined;
  /** The folders of the npm packages whose declarations are compared; a last `*` stands for every folder. */
  readonly packages: readonly string[];
}

/** Where the GraphQL schema lies, and the operations that are known to use it. */
export interface GraphQLPolicy {
  readonly schema: string;
  /** Globs. Empty where nothing is known of those who use it. */
  readonly operations: readonly string[];
}
