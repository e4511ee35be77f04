import { type DescFile, type Registry, createRegistry } from "@bufbuild/protobuf";
import * as core from "@runledger/proto/core/v1";
import * as run from "@runledger/proto/run/v1";

/** Everything that the protocol declares and Flyte may know: all of core and run. */
export const ourRegistry: Registry = createRegistry(
  ...[...Object.values(core), ...Object.values(run)].filter(isFile),
);

function isFile(value: unknown): value is DescFile {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "file";
}
