import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Registry } from "@bufbuild/protobuf";
import { compileProtos } from "./compile-protos.ts";

const require = createRequire(import.meta.url);

/**
 * Loads the descriptors of Flyte 1's core messages and events. The official package's JavaScript carries none,
 * but its .proto files are in there.
 */
export function loadFlyteidl(): Registry {
  const root = dirname(require.resolve("@flyteorg/flyteidl/package.json"));
  return compileProtos(
    [{ root: join(root, "protos"), path: "flyteidl" }],
    ["flyteidl/core", "flyteidl/event"],
  );
}
