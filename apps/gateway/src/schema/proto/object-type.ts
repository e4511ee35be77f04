import type { DescMessage } from "@bufbuild/protobuf";
import { builder, type ObjectOf } from "../builder.ts";
import { description } from "./description.ts";
import { messageFields } from "./message-fields.ts";
import { typeName } from "./type-name.ts";

const made = new Map<string, ObjectOf<never>>();

/** Makes the GraphQL type of a message, once; those of the messages within it come with it. */
export function objectType<T extends object>(desc: DescMessage): ObjectOf<T> {
  const known = made.get(desc.typeName);
  if (known !== undefined) return known;
  const ref = builder.objectRef<T>(typeName(desc));
  made.set(desc.typeName, ref as unknown as ObjectOf<never>);
  ref.implement({ description: description(desc), fields: (t) => messageFields(t, desc) });
  return ref;
}
