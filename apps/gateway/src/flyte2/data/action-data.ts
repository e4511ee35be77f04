import { fromBinary, type MessageInitShape } from "@bufbuild/protobuf";
import type { ActionIdentifier } from "@runledger/proto";
import type { GetActionDataResponseSchema } from "@runledger/proto/flyteidl2/dataproxy";
import { InputsSchema, OutputsSchema } from "@runledger/proto/flyteidl2/task";
import { GatewayError } from "../../errors/gateway-error.ts";
import { dataUris, getActionDetails } from "../runs/get-details.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { outputsOfJson } from "./json-outputs.ts";
import { readWhole } from "./read-whole.ts";
import { INPUTS_FILE, inputsFile, OUTPUTS_FILE } from "./files.ts";
import { trackedRoot, uploadKey } from "./upload-key.ts";

/**
 * Gets an action's inputs and outputs. Where nobody has said where they lie, they are looked for where flyte-sdk puts those of
 * a run that happens elsewhere.
 *
 * @throws GatewayError NOT_FOUND where they lie in a place that this gateway doesn't keep, or are gone
 */
export async function getActionData(
  context: SurfaceContext,
  action: ActionIdentifier,
): Promise<MessageInitShape<typeof GetActionDataResponseSchema>> {
  const details = await getActionDetails(context, action);
  const { inputsUri, outputsUri } = dataUris(details);
  const tracked = (file: string, attempt?: number): string =>
    uploadKey(
      { project: action.run?.project ?? "", domain: action.run?.domain ?? "" },
      trackedRoot(action.run?.name ?? "", action.name, attempt),
      file,
    );
  const inputs = await find(context, "inputs", inputsFile(inputsUri), tracked(INPUTS_FILE));
  const attempt = details.attempts.at(-1)?.attempt ?? 1;
  const outputs = await find(context, "outputs", outputsUri, tracked(OUTPUTS_FILE, attempt));
  return {
    ...(inputs && { inputs: fromBinary(InputsSchema, inputs.bytes), inputsUri: inputs.uri }),
    ...(outputs && { outputs: readOutputs(outputs.uri, outputs.bytes), outputsUri: outputs.uri }),
  };
}

/** Reads outputs: Flyte's own form of them, or the JSON that workers here keep. */
function readOutputs(uri: string, bytes: Uint8Array): MessageInitShape<typeof OutputsSchema> {
  return uri.endsWith(".json") ? outputsOfJson(bytes) : fromBinary(OutputsSchema, bytes);
}

/** Finds a file: where it was said to lie, or where it would if nobody says. Undefined: there is none. */
async function find(
  context: SurfaceContext,
  what: string,
  uri: string,
  guess: string,
): Promise<{ readonly uri: string; readonly bytes: Uint8Array } | undefined> {
  const { store } = context.blobs;
  const key = uri === "" ? guess : store.keyOf(uri);
  if (key === undefined)
    throw new GatewayError(
      "NOT_FOUND",
      `The ${what} lie at ${uri}, which this gateway doesn't keep.`,
    );
  const bytes = await readWhole(context, key);
  if (bytes !== undefined) return { uri: store.uriOf(key), bytes };
  if (uri === "") return undefined;
  throw new GatewayError("NOT_FOUND", `The ${what} at ${uri} are gone.`);
}
