import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Change } from "@graphql-inspector/core";
import type { GraphQLSchema } from "graphql";
import { CompatError } from "../compat-error.ts";
import { type Effects, type Finding, breaksBoth, noEffect } from "../finding.ts";
import { loadOptional } from "../load-optional.ts";
import type { GraphQLPolicy } from "../policy/policy.ts";
import type { Side } from "../side.ts";
import { checkOperations } from "./check-operations.ts";
import { readOperations } from "./operation.ts";
import { type Usage, usageOf } from "./usage.ts";

/**
 * Compares the GraphQL schemas of two folders, and the operations that are known with the new one.
 *
 * @param notes takes what could not be compared
 * @throws CompatError where a schema or an operation can't be read
 */
export async function checkGraphQL(
  { name, folder = "" }: Side,
  now: string,
  { schema: path, operations }: GraphQLPolicy,
  notes: string[],
): Promise<Finding[]> {
  const after = await readSchema(now, path, "the folder");
  const before = await readSchema(folder, path, name);
  if (after === undefined)
    throw new CompatError(`${path} is not there: name the schema in compat.graphql.schema`);
  if (before === undefined) {
    notes.push(`${name} has no ${path} to compare`);
    return [];
  }
  const files = await readOperations(now, operations);
  const usage = files.length === 0 ? undefined : await usageOf(before, files);
  const { CriticalityLevel, diff } = await loadOptional(
    "@graphql-inspector/core",
    () => import("@graphql-inspector/core"),
  );
  const changes = await diff(before, after);
  return [
    ...changes
      .filter(({ criticality }) => criticality.level !== CriticalityLevel.NonBreaking)
      .map((change) =>
        findingOf(change, change.criticality.level === CriticalityLevel.Breaking, path, usage),
      ),
    ...(await checkOperations(before, after, files)),
  ];
}

async function readSchema(
  folder: string,
  path: string,
  name: string,
): Promise<GraphQLSchema | undefined> {
  if (!existsSync(join(folder, path))) return undefined;
  const { buildSchema } = await loadOptional("graphql", () => import("graphql"));
  try {
    return buildSchema(await readFile(join(folder, path), "utf8"));
  } catch (error) {
    throw new CompatError(`${path} of ${name} is no GraphQL schema: ${String(error)}`, {
      cause: error,
    });
  }
}

const dangerous: Effects = { backward: "undecided", forward: "undecided" };

function findingOf(
  { path = "schema", message, type }: Change,
  isBreaking: boolean,
  file: string,
  usage: Usage | undefined,
): Finding {
  const users = usage === undefined ? undefined : usersOf(path, String(type), usage);
  const effects = isBreaking ? breaksBoth : dangerous;
  const told = users === undefined ? "" : ` ${tellUsers(users)}`;
  return {
    rule: isBreaking ? "RC401" : "RC402",
    symbol: path,
    scope: "graphql",
    message: `${message.endsWith(".") ? message : `${message}.`}${told}`,
    detail: String(type),
    place: { file },
    ...(users?.size === 0 ? noEffect : effects),
  };
}

/** Finds who is concerned by a change. A value that is added concerns those who get values of its enum. */
function usersOf(path: string, type: string, usage: Usage): ReadonlySet<string> {
  const [owner = path] = path.split(".");
  const enumUsers = usage.selectedEnums.get(owner);
  if (type.startsWith("ENUM_VALUE_ADDED")) return enumUsers ?? new Set();
  const used = usage.coordinates.get(path) ?? new Set();
  // Who gets an enum, or sends one in a variable, may meet any of its values.
  if (!type.startsWith("ENUM_VALUE")) return used;
  return new Set([...used, ...(enumUsers ?? []), ...(usage.coordinates.get(owner) ?? [])]);
}

function tellUsers(users: ReadonlySet<string>): string {
  if (users.size === 0) return "None of the operations is concerned.";
  const [first, ...rest] = [...users].toSorted();
  return `Concerned: ${first}${rest.length === 0 ? "" : ` and ${rest.length} more`}.`;
}
