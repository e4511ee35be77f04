import type { JsonValue } from "@bufbuild/protobuf";

/** Constraints by their paths, as `string.minLen` or `repeated.items.string.pattern`. */
export type FlatRules = ReadonlyMap<string, JsonValue>;

/**
 * Lays out the JSON of constraints by path. A list is one value, except of CEL expressions, where each stands under its id: the
 * order in which they are written means nothing.
 */
export function flattenRules(rules: JsonValue | undefined): FlatRules {
  const flat = new Map<string, JsonValue>();
  const visit = (value: JsonValue, path: readonly string[]): void => {
    if (Array.isArray(value)) {
      if (isExpressions(path)) for (const each of value) visitExpression(each, path);
      else flat.set(path.join("."), value);
      return;
    }
    if (typeof value !== "object" || value === null) {
      flat.set(path.join("."), value);
      return;
    }
    for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
  };
  const visitExpression = (each: JsonValue, path: readonly string[]): void => {
    const rule = typeof each === "object" && each !== null && !Array.isArray(each) ? each : {};
    const text = textOf(rule["expression"]) ?? textOf(each) ?? "";
    flat.set([...path, textOf(rule["id"]) ?? text].join("."), text);
  };
  visit(rules ?? {}, []);
  return flat;
}

function isExpressions(path: readonly string[]): boolean {
  const last = path.at(-1);
  return last === "cel" || last === "celExpression";
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
