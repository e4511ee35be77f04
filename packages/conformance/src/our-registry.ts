import { type DescFile, type Registry, createRegistry } from "@bufbuild/protobuf";
import * as core from "@runledger/proto/core/v1";
import * as flyte1 from "@runledger/proto/flyte1/v1";
import * as run from "@runledger/proto/run/v1";

/** Everything that the protocol declares and Flyte may know: all of core, run and flyte1. */
export const ourRegistry: Registry = createRegistry(
  ...[core, flyte1, run].flatMap((names) => Object.values(names)).filter(isFile),
);

function isFile(value: unknown): value is DescFile {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "file";
}
