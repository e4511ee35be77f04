import { join } from "node:path";
import { create, type JsonValue } from "@bufbuild/protobuf";
import { OutputReferencesSchema } from "@runledger/proto";
import type { PluginResult } from "@runledger/state/reconcile";
import { LONGEST_OUTPUTS, OUTPUTS } from "../outputs-file.ts";
import type { Work } from "../plugin.ts";
import { outputsFailure } from "../outputs/outputs-failure.ts";
import { failureOf } from "./failure-of.ts";
import { readShort } from "./files.ts";

/**
 * Takes the outputs that a command has left, if any, and says how the attempt ends: outputs that aren't JSON, or aren't what the
 * task's interface says, are a failure.
 */
export async function outputsResult({ files, folder, spec }: Work): Promise<PluginResult> {
  const text = await readShort(join(folder, OUTPUTS), LONGEST_OUTPUTS + 1);
  if (text === "") return outputsFailure(spec, undefined) ?? { kind: "succeeded" };
  if (Buffer.byteLength(text) > LONGEST_OUTPUTS) {
    const message = `The outputs have more than ${LONGEST_OUTPUTS} bytes. Put what is large into files, and say in the outputs where they lie.`;
    return failureOf("Outputs", "USER", true, message);
  }
  let outputs: JsonValue;
  try {
    outputs = JSON.parse(text) as JsonValue;
  } catch (error) {
    const message = `The outputs aren't JSON: ${String(error)}. Write one JSON value to $RUNLEDGER_OUTPUTS.`;
    return failureOf("Outputs", "USER", true, message);
  }
  const failure = outputsFailure(spec, outputs);
  if (failure !== undefined) return failure;
  await files.keep(OUTPUTS);
  const references = create(OutputReferencesSchema, { outputUri: files.uriOf(OUTPUTS) });
  return { kind: "succeeded", outputs: references };
}
