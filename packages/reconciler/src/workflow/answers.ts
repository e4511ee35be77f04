import type { JsonValue } from "@bufbuild/protobuf";
import type { ActionDetails, Literal } from "@runledger/proto";
import type { AttemptFiles } from "../attempt-files.ts";
import { readOutputs } from "../outputs/read-outputs.ts";
import { TaskError } from "../task-error.ts";
import type { StepValue } from "./ended-steps.ts";

/**
 * Reads what a step has given: what a person has answered, or what it returned.
 *
 * @throws TaskError if it can't be used
 */
export async function valueOf(files: AttemptFiles, details: ActionDetails): Promise<StepValue> {
  const { metadata, result } = details;
  return metadata?.spec.case === "condition" ? answerOf(result) : outputsOf(files, details);
}

async function outputsOf(files: AttemptFiles, { attempts, id }: ActionDetails): Promise<JsonValue> {
  const read = await readOutputs(files, attempts.at(-1)?.outputs?.outputUri ?? "");
  if (read.kind === "outputs") return read.value;
  throw new TaskError(`${id?.name}: ${read.problem}`, { code: "BadOutputs" });
}

/**
 * Reads what a person has answered.
 *
 * @throws TaskError if it is of no type that a question has
 */
function answerOf(result: ActionDetails["result"]): boolean | number | string | undefined {
  const output: Literal | undefined =
    result.case === "signalInfo" ? result.value.output : undefined;
  const scalar = output?.value.case === "scalar" ? output.value.value : undefined;
  const primitive = scalar?.value.case === "primitive" ? scalar.value.value.value : undefined;
  switch (primitive?.case) {
    case "integer":
      return Number(primitive.value);
    case "floatValue":
    case "stringValue":
    case "boolean":
      return primitive.value;
    default:
      throw new TaskError("The signal's value can't be read.", { code: "BadSignal" });
  }
}
