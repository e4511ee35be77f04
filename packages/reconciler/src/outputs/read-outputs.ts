import type { JsonValue } from "@bufbuild/protobuf";
import type { AttemptFiles } from "../attempt-files.ts";
import { LONGEST_OUTPUTS } from "../outputs-file.ts";

/** What became of reading outputs. */
export type ReadOutputs =
  | { readonly kind: "outputs"; readonly value: JsonValue }
  /** They can't be used. `problem` says what is wrong and the way out. */
  | { readonly kind: "unusable"; readonly problem: string };

/**
 * Reads the outputs of an action: JSON, in UTF-8, at most 16 MiB.
 *
 * @param uri where they lie. Empty: it has none, which reads as null
 * @throws Error if they can't be reached, which another try may cure
 */
export async function readOutputs(
  files: Pick<AttemptFiles, "read">,
  uri: string,
): Promise<ReadOutputs> {
  if (uri === "") return { kind: "outputs", value: null };
  const bytes = await files.read(uri, LONGEST_OUTPUTS + 1);
  if (bytes === undefined) {
    return unusable(`"${uri}" can't be read here: let its worker keep outputs where all do.`);
  }
  if (bytes.length > LONGEST_OUTPUTS) {
    return unusable(
      `more than ${LONGEST_OUTPUTS} bytes. Write what is large to a file, and return its path.`,
    );
  }
  try {
    return { kind: "outputs", value: JSON.parse(bytes.toString("utf8")) as JsonValue };
  } catch (error) {
    return unusable(`not JSON (${String(error)}). Write one JSON value to $RUNLEDGER_OUTPUTS.`);
  }
}

function unusable(problem: string): ReadOutputs {
  return { kind: "unusable", problem: `outputs: ${problem}` };
}
