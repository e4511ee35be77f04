/** What stands at one place of a path: a text, anything that is one segment, or all that is left. */
export type TemplateSegment =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "one" }
  | { readonly kind: "rest" };

/** A field that a part of a path gives a value. */
export interface TemplateVariable {
  /** The names of the fields on the way to it, as in `["id", "project"]`. */
  readonly path: readonly string[];
  /** Its first segment, and the one behind its last. */
  readonly start: number;
  readonly end: number;
}

/** A path with places for values. */
export interface PathTemplate {
  readonly segments: readonly TemplateSegment[];
  readonly variables: readonly TemplateVariable[];
  /** What stands behind a colon at the end. Empty: nothing does. */
  readonly verb: string;
}

const fieldPath = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/;
const literal = /^[^\s{}*/?#]+$/;

/**
 * Reads a path template, as in `/v1/{name=shelves/*}/books/{id}:lend`. The grammar is google.api.http's.
 *
 * @throws Error if it is none
 */
export function parsePathTemplate(text: string): PathTemplate {
  const [, path = "", verb = ""] = /^\/((?:[^{}]|\{[^}]*\})*?)(?::([^{}/:*]+))?$/.exec(text) ?? [];
  if (path === "") throw malformed(text, "it has no segments");
  const segments: TemplateSegment[] = [];
  const variables: TemplateVariable[] = [];
  for (const part of split(path)) {
    const [, name, pattern = "*"] = /^\{([^=]*)(?:=(.*))?\}$/.exec(part) ?? [];
    if (name === undefined) {
      segments.push(readSegment(part, text));
      continue;
    }
    if (!fieldPath.test(name)) throw malformed(text, `${JSON.stringify(name)} is no field`);
    const start = segments.length;
    segments.push(...pattern.split("/").map((each) => readSegment(each, text)));
    variables.push({ path: name.split("."), start, end: segments.length });
  }
  const rest = segments.findIndex(({ kind }) => kind === "rest");
  if (rest >= 0 && rest < segments.length - 1) throw malformed(text, "** isn't at its end");
  return { segments, variables, verb };
}

/** Cuts at slashes that don't stand within a variable. */
function split(path: string): string[] {
  return [...path.matchAll(/((?:\{[^}]*\}|[^/{])*)(?:\/|$)/g)]
    .map(([, part = ""]) => part)
    .slice(0, path.endsWith("/") ? undefined : -1);
}

function readSegment(text: string, template: string): TemplateSegment {
  if (text === "*") return { kind: "one" };
  if (text === "**") return { kind: "rest" };
  if (literal.test(text)) return { kind: "literal", text };
  throw malformed(template, `${JSON.stringify(text)} is no segment`);
}

function malformed(text: string, problem: string): Error {
  return new Error(`The path template ${JSON.stringify(text)} can't be read: ${problem}.`);
}
