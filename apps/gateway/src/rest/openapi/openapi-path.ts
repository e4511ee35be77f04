import type { HttpBinding } from "../routing/http-bindings.ts";

/** A path as OpenAPI has it. */
export interface OpenApiPath {
  readonly path: string;
  /** What stands in its braces, one for each of the rule's variables. */
  readonly names: readonly string[];
  /** The same for all paths that differ only in the names of their variables. */
  readonly shape: string;
}

/** Writes a rule's path with one name for each variable, however many segments that spans. */
export function openapiPath({ template }: Pick<HttpBinding, "template">): OpenApiPath {
  const { segments, variables, verb } = template;
  const parts: string[] = [];
  for (let at = 0; at < segments.length;) {
    const index = variables.findIndex(({ start }) => start === at);
    const variable = variables[index];
    const segment = segments[at];
    if (variable !== undefined) {
      parts.push(`{${variable.path.join(".")}}`);
      at = variable.end;
    } else {
      parts.push(segment?.kind === "literal" ? segment.text : "*");
      at += 1;
    }
  }
  const path = `/${parts.join("/")}${verb && `:${verb}`}`;
  return {
    path,
    names: variables.map((variable) => variable.path.join(".")),
    shape: path.replaceAll(/\{[^}]*\}/g, "{}"),
  };
}
