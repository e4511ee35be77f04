import { badInput } from "../../errors/bad-input.ts";

/** One condition of a filter, as it was written. */
export interface TextCondition {
  readonly function: string;
  readonly field: string;
  readonly values: readonly string[];
}

const MANY: ReadonlySet<string> = new Set(["value_in", "value_not_in"]);
const ONE = /\s*([a-z_]+)\s*\(\s*([A-Za-z_][A-Za-z0-9_.]*)\s*,([^()]*)\)\s*(\+|$)/y;

/**
 * Reads a filter as Flyte 1 writes it: `fn(field,value)`, several with plus signs between them, lists of values with
 * semicolons. All hold together.
 *
 * @throws GatewayError BAD_INPUT that shows from where on it can't be read
 */
export function parseFilters(text: string): TextCondition[] {
  const found: TextCondition[] = [];
  const end = text.trimEnd().length;
  let at = 0;
  let more = text.trim() !== "";
  while (more) {
    ONE.lastIndex = at;
    const match = ONE.exec(text);
    if (match === null) {
      throw badInput(
        "filters",
        `filters can't be read from ${JSON.stringify(text.slice(at, at + 80))} on. A condition is as in eq(name,train), several are joined by +, the values of value_in by semicolons.`,
      );
    }
    const [, name = "", field = "", value = "", joint] = match;
    const values = MANY.has(name) ? value.split(";") : [value];
    found.push({ function: name, field, values: values.map((each) => each.trim()) });
    at = ONE.lastIndex;
    more = joint === "+" || at < end;
  }
  return found;
}
