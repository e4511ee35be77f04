import type { JsonValue } from "@bufbuild/protobuf";
import { TaskError } from "../task-error.ts";

/** What a reference leads to: `inputs.who`, `tasks.list.outputs.files`, `item.name`. */
export type Reference = readonly string[];

const pattern = /\$\{\{\s*(.*?)\s*\}\}/g;
const reference = /^(inputs|tasks|item|index)((\.[A-Za-z0-9_-]+)*)$/;

/** Finds the references of a text; a text instead of one that isn't written as references are. */
export function referencesOf(text: string): (Reference | string)[] {
  return [...text.matchAll(pattern)].map(([, inner = ""]) =>
    reference.test(inner) ? inner.split(".") : inner,
  );
}

/** What references may lead to. */
export interface Scope {
  readonly inputs: { readonly [name: string]: JsonValue };
  readonly tasks: { readonly [name: string]: { readonly [kind: string]: JsonValue } };
  readonly item?: JsonValue;
  readonly index?: number;
}

/**
 * Puts into a text what its references lead to: text as it is, anything else as JSON.
 *
 * @throws TaskError that names a reference which leads nowhere
 */
export function fill(text: string, scope: Scope): string {
  return text.replace(pattern, (_, inner: string) => {
    const value = follow(inner.split("."), scope);
    return typeof value === "string" ? value : JSON.stringify(value);
  });
}

/**
 * Gives the list that a text refers to.
 *
 * @throws TaskError if it is none
 */
export function listOf(text: string, scope: Scope): readonly JsonValue[] {
  const [only] = referencesOf(text);
  const value = Array.isArray(only) ? follow(only, scope) : undefined;
  if (Array.isArray(value)) return value;
  const message = `map: ${text} is ${JSON.stringify(value)?.slice(0, 100)}, and must be a list.`;
  throw new TaskError(message, { code: "BadMap" });
}

function follow(path: Reference, scope: Scope): JsonValue {
  let value: unknown = scope;
  for (const [i, key] of path.entries()) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) {
      const there = typeof value === "object" && value !== null ? Object.keys(value) : [];
      const instead = there.length > 0 ? ` There are ${there.slice(0, 20).join(", ")}.` : "";
      const message = `\${{ ${path.join(".")} }}: there is no ${path.slice(0, i + 1).join(".")}.${instead}`;
      throw new TaskError(message, { code: "BadReference" });
    }
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value as JsonValue;
}
