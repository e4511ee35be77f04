import { createHash } from "node:crypto";
import { type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import type {
  UploadInputsRequest,
  UploadInputsResponseSchema,
} from "@runledger/proto/flyteidl2/dataproxy";
import { type Inputs, InputsSchema } from "@runledger/proto/flyteidl2/task";
import { GatewayError } from "../../errors/gateway-error.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { taskNotKnown } from "../tasks/task-name.ts";
import { INPUTS_FILE } from "./files.ts";
import { uploadKey } from "./upload-key.ts";

/** Whose inputs they are. */
interface Place {
  readonly project: string;
  readonly domain: string;
}

/** Takes inputs, and says where they lie. The same inputs lie in the same place. */
export async function uploadInputs(
  context: SurfaceContext,
  { id, task, inputs, baseDir }: UploadInputsRequest,
): Promise<MessageInitShape<typeof UploadInputsResponseSchema>> {
  if (baseDir !== "") {
    const problem = "can't be followed: inputs lie where this gateway's --blobs says. Leave it out";
    throw new GatewayError("BAD_INPUT", `base_dir ${problem}.`, { field: "base_dir" });
  }
  if (task.case === "taskId" && (await context.findTask(task.value)) === undefined)
    throw taskNotKnown(task.value);
  return { offloadedInputData: await keepInputs(context, placeOf(id), inputs) };
}

/** Keeps inputs, and says where: the folder in which they lie. */
export async function keepInputs(
  { blobs }: SurfaceContext,
  place: Place,
  inputs: Inputs | undefined,
): Promise<{ readonly uri: string; readonly inputsHash: string }> {
  const bytes = inputs === undefined ? new Uint8Array() : toBinary(InputsSchema, inputs);
  const digest = createHash("sha256").update(bytes).digest();
  const key = uploadKey(place, `inputs/${digest.toString("hex")}`, INPUTS_FILE);
  await blobs.store.write(key, once(bytes));
  const uri = blobs.store.uriOf(key).slice(0, -INPUTS_FILE.length - 1);
  return { uri, inputsHash: digest.toString("base64url") };
}

function placeOf(id: UploadInputsRequest["id"]): Place {
  if (id.case === "runId") return id.value;
  if (id.case === "projectId") return { project: id.value.name, domain: id.value.domain };
  throw new GatewayError("BAD_INPUT", "id is missing.", { field: "id" });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes;
}
