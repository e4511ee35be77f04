import type { CompatRuleId } from "../catalogue.ts";

/** Files by their paths. */
export type Files = Readonly<Record<string, string>>;

/** A change, and which rules it breaks. */
export interface Change {
  /** Says in a few words what is done. */
  readonly title: string;
  readonly before: string;
  readonly after: string;
  /** The rules that must find something in it, each once or more, and no others. */
  readonly finds: readonly CompatRuleId[];
}

/** What is changed: a .proto file without its head, a GraphQL type, or the entry of a package. */
export type Language = "proto" | "graphql" | "ts";

/** A rule with a change that trips it and one that just doesn't. */
export interface Example {
  readonly rule: CompatRuleId;
  readonly language: Language;
  readonly trips: Change;
  readonly spares: Change;
  /** GraphQL only: operations that are known. */
  readonly operations?: string;
}
