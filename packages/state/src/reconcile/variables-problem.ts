import type { JsonValue } from "@bufbuild/protobuf";
import {
  type LiteralType,
  SimpleType,
  type TemplateVariable,
  type TemplateVariables,
} from "@runledger/proto/run/v1";

/** A sort of value, for people, and how to tell it in JSON. */
interface Sort {
  readonly name: string;
  readonly has: (value: JsonValue) => boolean;
}

const isObject = (value: JsonValue): value is { [name: string]: JsonValue } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText =
  (form: RegExp) =>
  (value: JsonValue): boolean =>
    typeof value === "string" && form.test(value);

/** What stands in JSON for a value of each type. Times are RFC 3339, lengths of time seconds, bytes base64, as in protobuf's JSON. */
const sorts: Readonly<Record<SimpleType, Sort>> = {
  [SimpleType.NONE]: { name: "null", has: (value) => value === null },
  [SimpleType.INTEGER]: { name: "a whole number", has: (value) => Number.isInteger(value) },
  [SimpleType.FLOAT]: { name: "a number", has: (value) => typeof value === "number" },
  [SimpleType.STRING]: { name: "text", has: (value) => typeof value === "string" },
  [SimpleType.BOOLEAN]: { name: "true or false", has: (value) => typeof value === "boolean" },
  [SimpleType.DATETIME]: {
    name: 'a time as in "2026-01-31T12:00:00Z"',
    has: isText(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/),
  },
  [SimpleType.DURATION]: {
    name: 'a length of time as in "1.5s"',
    has: isText(/^-?\d+(\.\d{1,9})?s$/),
  },
  [SimpleType.BINARY]: { name: "bytes in base64", has: isText(/^[A-Za-z0-9+/_-]*={0,2}$/) },
  [SimpleType.ERROR]: { name: "an object", has: isObject },
  [SimpleType.STRUCT]: { name: "an object", has: isObject },
};

/** How much of a wrong value is shown, in characters. */
const SHOWN = 100;

/**
 * Says what keeps JSON from being the variables that a task's interface declares: an object with a field for each, of its type, and no
 * other. Types of a sort that isn't known here take any value.
 *
 * @param at what the JSON is called: "outputs"
 * @param value undefined: there is none
 * @param variables undefined: nothing is declared, and anything goes
 * @returns a sentence that names the field and the way out; undefined if nothing does
 */
export function variablesProblem(
  at: string,
  value: JsonValue | undefined,
  variables: TemplateVariables | undefined,
): string | undefined {
  if (variables === undefined) return undefined;
  const declared = new Map(variables.variables.map(({ key, value: variable }) => [key, variable]));
  if (declared.size === 0 && (value === undefined || value === null)) return undefined;
  const names = [...declared.keys()].join(", ") || "nothing";
  if (value === undefined || !isObject(value)) {
    return tell(at, value, `an object with ${names}`);
  }
  for (const [name, variable] of declared) {
    const problem = fieldProblem(`${at}.${name}`, value[name], variable);
    if (problem !== undefined) return problem;
  }
  const more = Object.keys(value).find((name) => !declared.has(name));
  return more === undefined
    ? undefined
    : `${at}.${more}: the interface has ${names}. Leave it out, or declare it.`;
}

function fieldProblem(
  at: string,
  value: JsonValue | undefined,
  variable: TemplateVariable | undefined,
): string | undefined {
  if (value === undefined) return tell(at, value, nameOf(variable?.type));
  return typeProblem(at, value, variable?.type);
}

function typeProblem(
  at: string,
  value: JsonValue,
  type: LiteralType | undefined,
): string | undefined {
  switch (type?.type.case) {
    case "simple":
      return sorts[type.type.value]?.has(value) === false
        ? tell(at, value, nameOf(type))
        : undefined;
    case "collectionType": {
      if (!Array.isArray(value)) return tell(at, value, nameOf(type));
      const element = type.type.value;
      return firstOf(value.entries(), (index) => `${at}[${index}]`, element);
    }
    case "mapValueType":
      if (!isObject(value)) return tell(at, value, nameOf(type));
      return firstOf(Object.entries(value), (name) => `${at}.${name}`, type.type.value);
    default:
      return undefined;
  }
}

function firstOf<Key>(
  entries: Iterable<readonly [Key, JsonValue]>,
  place: (key: Key) => string,
  type: LiteralType,
): string | undefined {
  for (const [key, each] of entries) {
    const problem = typeProblem(place(key), each, type);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function nameOf(type: LiteralType | undefined): string {
  switch (type?.type.case) {
    case "simple":
      return sorts[type.type.value]?.name ?? "something";
    case "collectionType":
      return `a list, each ${nameOf(type.type.value)}`;
    case "mapValueType":
      return `an object, each field ${nameOf(type.type.value)}`;
    default:
      return "something";
  }
}

function tell(at: string, value: JsonValue | undefined, wanted: string): string {
  const given = value === undefined ? "missing" : JSON.stringify(value).slice(0, SHOWN);
  return `${at}: ${given}, where the interface asks for ${wanted}. Give that, or change the interface.`;
}
