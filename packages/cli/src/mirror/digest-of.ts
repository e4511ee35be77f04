import { createHash } from "node:crypto";
import type { JsonValue } from "@bufbuild/protobuf";

/** Stands for a value in 22 characters: the same value, written in the same order, has the same. */
export function digestOf(value: JsonValue): string {
  const digest = createHash("sha256").update(JSON.stringify(value)).digest();
  return digest.subarray(0, 16).toString("base64url");
}
