import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Registry } from "@bufbuild/protobuf";
import { compileProtos } from "./compile-protos.ts";
import { withoutOptions } from "./without-options.ts";

const require = createRequire(import.meta.url);

/**
 * Loads the descriptors of Flyte 1. The official package's JavaScript carries none, but its .proto files are in there.
 * They import two options that the package doesn't bring: how an RPC is called over HTTP, which is had from our own
 * files, and what Swagger says of it, which is left out.
 */
export function loadFlyteidl(): Registry {
  const root = dirname(require.resolve("@flyteorg/flyteidl/package.json"));
  return compileProtos(
    [
      { root: join(root, "protos"), path: "flyteidl", edit: withoutSwagger },
      { root: fileURLToPath(new URL("../../../proto", import.meta.url)), path: "google/api" },
    ],
    ["flyteidl/core", "flyteidl/event", "flyteidl/admin", "flyteidl/service"],
  );
}

function withoutSwagger(text: string): string {
  const bare = text.replace(/^import "protoc-gen-openapiv2.*$/m, "");
  return withoutOptions(bare, "grpc.gateway.protoc_gen_openapiv2.options.openapiv2_operation");
}
