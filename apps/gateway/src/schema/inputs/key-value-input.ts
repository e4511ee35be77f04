import { builder, type InputOf } from "../builder.ts";
import type { KeyValue } from "../types/key-value.ts";

export const keyValueInput: InputOf<KeyValue> = builder.inputType("KeyValueInput", {
  description: "One entry of a map from text to text: a label, an annotation.",
  fields: (t) => ({
    key: t.string({ required: true, description: "The key. Unique within its map." }),
    value: t.string({ required: true, description: "The value." }),
  }),
});
