import type { DescField } from "@bufbuild/protobuf";
import { wellKnownScalar } from "./scalar-name.ts";

/** Tells whether a field has something to show: a message without fields has nothing, and GraphQL has no word for it. */
export function hasShape(field: DescField): boolean {
  const message = "message" in field ? field.message : undefined;
  return (
    message === undefined ||
    wellKnownScalar(message.typeName) !== undefined ||
    message.fields.length > 0
  );
}
