import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";

const proto = fileURLToPath(new URL("../../../../proto", import.meta.url));

/** An RPC as the protocol declares it. */
export interface DeclaredRpc {
  /** The service's name below flyteidl2, a slash, the method's name. */
  readonly rpc: string;
  readonly streams: boolean;
}

/** Lists every RPC that the protocol declares below flyteidl2: whatever file it is in. */
export function listRpcs(): readonly DeclaredRpc[] {
  const image = execFileSync("buf", ["build", proto, "--output", "-#format=binpb"], {
    maxBuffer: 64 * 2 ** 20,
  });
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, image));
  return [...registry].flatMap((type) =>
    type.kind === "service" && type.typeName.startsWith("flyteidl2.")
      ? type.methods.map(({ name, methodKind }) => ({
          rpc: `${type.typeName.slice("flyteidl2.".length)}/${name}`,
          streams: methodKind !== "unary",
        }))
      : [],
  );
}
