import { readFile, stat } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import {
  LaunchPlanCreateRequestSchema,
  TaskCreateRequestSchema,
  WorkflowCreateRequestSchema,
} from "@runledger/proto/flyteidl/admin";
import type { Identifier } from "@runledger/proto/flyteidl/core";
import { type Defaults, fillIdentifiers } from "./fill-identifiers.ts";
import type { NamedBytes } from "./named-bytes.ts";
import { readDocuments } from "./read-documents.ts";
import { readSerialized } from "./read-serialized.ts";
import { readTar } from "./read-tar.ts";
import { RegisterError } from "./register-error.ts";
import { type Registration, registrationKinds } from "./registration.ts";

/** What each sort is registered with. */
const requestSchemas = {
  task: TaskCreateRequestSchema,
  workflow: WorkflowCreateRequestSchema,
  "launch plan": LaunchPlanCreateRequestSchema,
} as const;

/** How large a file may be, in bytes, and what is in an archive together. */
const MOST_BYTES = 256 * 2 ** 20;

/**
 * Reads what is to be registered from files: `.pb` as pyflyte serialises it, `.tgz`, `.tar.gz` and `.tar` of those, `.json`, `.yaml`
 * and `.yml`. Tasks come first, then workflows, then launch plans, each in the order of the files.
 *
 * @param paths the files
 * @param defaults what names are filled in with where they say nothing
 * @throws RegisterError for what can't be read, and for what has no full name
 */
export async function readRegistrations(
  paths: readonly string[],
  defaults: Defaults = {},
): Promise<Registration[]> {
  const found: Registration[] = [];
  for (const path of paths) found.push(...toRegistrations({ name: path, bytes: await read(path) }));
  for (const { file, kind, request } of found) {
    fillIdentifiers(requestSchemas[kind], request, defaults);
    requireName(file, request.id);
  }
  return registrationKinds.flatMap((kind) => found.filter((each) => each.kind === kind));
}

function toRegistrations({ name, bytes }: NamedBytes): Registration[] {
  if (/\.(tgz|tar\.gz)$/.test(name)) return inArchive(name, unzip(name, bytes));
  if (name.endsWith(".tar")) return inArchive(name, bytes);
  if (name.endsWith(".pb")) return [readSerialized({ name, bytes })];
  if (/\.(json|ya?ml)$/.test(name)) return readDocuments({ name, bytes });
  throw new RegisterError(name, "is no .pb, .tgz, .tar.gz, .tar, .json, .yaml or .yml.");
}

/** Reads what pyflyte has put into an archive: the rest, as the code itself, is passed over. */
function inArchive(archive: string, bytes: Uint8Array): Registration[] {
  const files = readTar(archive, bytes).filter(({ name }) => name.endsWith(".pb"));
  if (files.length === 0) {
    throw new RegisterError(archive, "holds no .pb: make it with `pyflyte package`.");
  }
  return files
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((file) => readSerialized({ ...file, name: `${archive}: ${file.name}` }));
}

async function read(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) throw tooLarge(path);
    return await readFile(path);
  } catch (error) {
    if (error instanceof RegisterError) throw error;
    throw new RegisterError(path, `can't be read: ${String(error)}`, { cause: error });
  }
}

function unzip(name: string, bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(name);
    throw new RegisterError(name, `is no gzip: ${String(error)}`, { cause: error });
  }
}

function tooLarge(name: string): RegisterError {
  return new RegisterError(name, `holds more than ${MOST_BYTES} bytes. Register it in parts.`);
}

function requireName(file: string, id: Identifier | undefined): void {
  for (const part of ["project", "domain", "name", "version"] as const) {
    if ((id?.[part] ?? "") !== "") continue;
    const wayOut = part === "name" ? "" : ` Say it in the file, or with --${part}.`;
    throw new RegisterError(file, `has no id.${part}.${wayOut}`);
  }
}
