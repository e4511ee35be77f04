import { catalogue } from "../rules/catalogue.ts";
import { type Severity, severities } from "../rules/severity.ts";
import type { ValidateConfig } from "./validate-config.ts";

/** A config file, read; or everything that is wrong with it, in a sentence each. */
export type ParsedConfig =
  | { readonly kind: "config"; readonly config: ValidateConfig }
  | { readonly kind: "problems"; readonly problems: readonly string[] };

type Check = (value: unknown) => string[];

const levels: readonly string[] = [...severities, "off"];

const number: Check = (value) =>
  typeof value === "number" && value >= 0 ? [] : ["must be a number, 0 or more"];

const checks: Readonly<Record<keyof ValidateConfig, Check>> = {
  rules: checkRules,
  waivers: (value) => (typeof value === "string" && value !== "" ? [] : ["must be a path"]),
  failOn: (value) =>
    isOneOf(severities, value) ? [] : [`must be one of ${severities.join(", ")}`],
  clockTolerance: number,
  maxAttempts: number,
  queueingBudget: number,
};

/**
 * Reads the section `validate` of a config file. The other sections are other commands'.
 *
 * @param file the name to show in problems
 */
export function parseConfig(text: string, file: string): ParsedConfig {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { kind: "problems", problems: [`${file}: no JSON: ${problem}`] };
  }
  const section = isObject(document) ? (document["validate"] ?? {}) : document;
  if (!isObject(section)) {
    return { kind: "problems", problems: [`${file}: validate must be an object`] };
  }
  const problems = Object.entries(section).flatMap(([key, value]) => {
    const check = Object.hasOwn(checks, key) ? checks[key as keyof ValidateConfig] : undefined;
    const found = check?.(value) ?? [`means nothing; known: ${Object.keys(checks).join(", ")}`];
    return found.map((problem) => `${file}: validate.${key} ${problem}`);
  });
  return problems.length > 0 ? { kind: "problems", problems } : { kind: "config", config: section };
}

function checkRules(value: unknown): string[] {
  if (!isObject(value)) return ["must be an object of rules and severities"];
  return Object.entries(value).flatMap(([rule, level]) => {
    if (!catalogue.has(rule)) return [`names ${rule}, which is no rule`];
    return isOneOf(levels, level) ? [] : [`gives ${rule} no severity: ${levels.join(", ")}`];
  });
}

function isOneOf(list: readonly string[], value: unknown): value is Severity {
  return typeof value === "string" && list.includes(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
