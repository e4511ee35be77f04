import type { JsonValue } from "@bufbuild/protobuf";
import { CompatError } from "../compat-error.ts";
import { type GraphQLPolicy, type Policy, modes, wireCategories } from "./policy.ts";

/** What holds where nothing is said: everything in the folder, both directions, against the latest release. */
export const defaultPolicy: Policy = {
  proto: ".",
  wire: "WIRE_JSON",
  modes: { "*": "FULL" },
  undecided: "warn",
  overlay: undefined,
  waivers: undefined,
  releases: undefined,
  graphql: undefined,
  packages: [],
};

/** Reads a value of the policy. Throws where it isn't one. */
type Reader<T> = (value: JsonValue, path: string) => T;

type Readers = { readonly [Key in keyof Policy]: Reader<Policy[Key]> };

const readers: Readers = {
  proto: text,
  wire: oneOf(wireCategories),
  modes: (value, path) =>
    Object.fromEntries(
      Object.entries(object(value, path)).map(([key, mode]) => [
        key,
        oneOf(modes)(mode, `${path}.${key}`),
      ]),
    ),
  undecided: oneOf(["fail", "warn"]),
  overlay: text,
  waivers: text,
  releases: text,
  graphql: readGraphQL,
  packages: texts,
};

/**
 * Reads a policy: the section `compat` of a runledger.config.json. What it leaves out holds as by default.
 *
 * @param name what to call the file in an error
 * @throws CompatError that names what can't be read, and what would be
 */
export function readPolicy(name: string, content: string): Policy {
  try {
    const section = object(JSON.parse(content) as JsonValue, "the file")["compat"] ?? {};
    const fields = Object.entries(object(section, "compat")).map(([key, value]) => {
      const read = Object.hasOwn(readers, key) ? readers[key as keyof Policy] : undefined;
      if (read === undefined) {
        throw new TypeError(`compat.${key} is not known: use ${Object.keys(readers).join(", ")}`);
      }
      return [key, read(value, `compat.${key}`)] as const;
    });
    return { ...defaultPolicy, ...Object.fromEntries(fields) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new CompatError(`${name} can't be used: ${message}`, { cause: error });
  }
}

function readGraphQL(value: JsonValue, path: string): GraphQLPolicy {
  const { schema, operations = [], ...rest } = object(value, path);
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) {
    throw new TypeError(`${path}.${unknown} is not known: use schema, operations`);
  }
  return {
    schema: text(schema ?? null, `${path}.schema`),
    operations: texts(operations, `${path}.operations`),
  };
}

function object(value: JsonValue, path: string): Readonly<Record<string, JsonValue>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new TypeError(`${path} must be an object`);
}

function text(value: JsonValue, path: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new TypeError(`${path} must be a text`);
}

function texts(value: JsonValue, path: string): readonly string[] {
  if (Array.isArray(value)) return value.map((each, at) => text(each, `${path}[${at}]`));
  throw new TypeError(`${path} must be a list of texts`);
}

function oneOf<T extends string>(allowed: readonly T[]): Reader<T> {
  return (value, path) => {
    const found = allowed.find((each) => each === value);
    if (found !== undefined) return found;
    throw new TypeError(`${path} is ${JSON.stringify(value)}: use one of ${allowed.join(", ")}`);
  };
}
