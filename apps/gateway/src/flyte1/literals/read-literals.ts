import { fromBinary } from "@bufbuild/protobuf";
import { type LiteralMap, LiteralMapSchema } from "@runledger/proto/flyteidl/core";
import { InputsSchema } from "@runledger/proto/flyteidl2/task";
import { inputsFile } from "../../flyte2/data/files.ts";
import { readWhole } from "../../flyte2/data/read-whole.ts";
import { keepInputs } from "../../flyte2/data/upload-inputs.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { sameWire } from "../same-wire.ts";

/** Values that lie in a file: where, how long it is, and the values themselves if this gateway keeps them. */
export interface FoundLiterals {
  readonly url: string;
  readonly bytes: bigint;
  readonly literals: LiteralMap | undefined;
}

/** Reads values, if this gateway keeps them and they are still there. An empty address has none. */
export async function readLiterals(context: SurfaceContext, uri: string): Promise<FoundLiterals> {
  const { store } = context.blobs;
  const key = uri === "" ? undefined : store.keyOf(uri);
  const bytes = key === undefined ? undefined : await readWhole(context, key);
  return {
    url: uri,
    bytes: BigInt(bytes?.length ?? 0),
    literals: bytes && fromBinary(LiteralMapSchema, bytes),
  };
}

/** Keeps values in a file, and says where. Values of Flyte 1 and Flyte 2 are the same on the wire. */
export async function keepLiterals(
  context: SurfaceContext,
  place: { readonly project: string; readonly domain: string },
  literals: LiteralMap,
): Promise<string> {
  if (Object.keys(literals.literals).length === 0) return "";
  const { uri } = await keepInputs(
    context,
    place,
    sameWire(LiteralMapSchema, InputsSchema, literals),
  );
  return inputsFile(uri);
}
