import { type CompatRuleId, compatRules } from "../catalogue.ts";

/** What buf is told of a rule. */
export interface PluginRule {
  readonly id: string;
  readonly rule: CompatRuleId;
  readonly type: "lint" | "breaking";
  /** Whether it holds where buf.yaml doesn't choose. */
  readonly isDefault: boolean;
  readonly purpose: string;
}

/** What judges a schema by itself. */
const lint: ReadonlySet<CompatRuleId> = new Set(["RC100"]);

/** What only a person can decide: asked for by name, since buf knows no warnings. */
const undecided: ReadonlySet<CompatRuleId> = new Set(["RC123", "RC203"]);

/** What hurts nobody, and so is nothing to buf, and what buf or another tool tells of itself. */
const left = /^RC(111|114|121|[3-5]\d\d)$/;

/** The category of all rules that hold by default. */
export const category = "RUNLEDGER";

/** The rules as buf knows them. The ids are the rules' names. */
export const pluginRules: readonly PluginRule[] = (Object.keys(compatRules) as CompatRuleId[])
  .filter((rule) => !left.test(rule))
  .map((rule) => ({
    id: `${category}_${compatRules[rule].name.toUpperCase().replaceAll("-", "_")}`,
    rule,
    type: lint.has(rule) ? "lint" : "breaking",
    isDefault: !undecided.has(rule),
    purpose: compatRules[rule].sentence,
  }));
