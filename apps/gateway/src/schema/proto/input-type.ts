import type { DescMessage } from "@bufbuild/protobuf";
import { builder, type InputOf } from "../builder.ts";
import { description } from "./description.ts";
import { inputFields } from "./input-fields.ts";
import { typeName } from "./type-name.ts";

/** What GraphQL gives for a message: its fields by their names in JSON. `decodeInput` makes a message of it. */
export type MessageInput = Readonly<Record<string, unknown>>;

const made = new Map<string, InputOf<MessageInput>>();

/** Makes the GraphQL input type of a message, once; those of the messages within it come with it. */
export function inputType(desc: DescMessage): InputOf<MessageInput> {
  const known = made.get(desc.typeName);
  if (known !== undefined) return known;
  const ref = builder.inputRef<MessageInput>(`${typeName(desc)}Input`);
  made.set(desc.typeName, ref);
  ref.implement({ description: description(desc), fields: (t) => inputFields(t, desc) as never });
  return ref;
}
