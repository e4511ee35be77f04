import { randomUUID } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { create, type JsonValue } from "@bufbuild/protobuf";
import { type OutputReferences, OutputReferencesSchema } from "@runledger/proto";
import type { Work } from "../plugin.ts";

/** Writes a value as JSON to a file of that name among the attempt's, where it is kept, and says where it lies. */
export async function writeOutputs(
  { files, folder }: Pick<Work, "files" | "folder">,
  name: string,
  value: JsonValue,
): Promise<OutputReferences> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  // It appears whole: a worker that has lost it may still write while another one's is read.
  const passing = `${path}.${randomUUID()}`;
  await writeFile(passing, JSON.stringify(value));
  await rename(passing, path);
  await files.keep(name);
  return create(OutputReferencesSchema, { outputUri: files.uriOf(name) });
}
