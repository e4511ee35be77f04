import { builder, type ObjectOf } from "../builder.ts";

/** One entry of a map from text to text. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

export const keyValue: ObjectOf<KeyValue> = builder.objectRef<KeyValue>("KeyValue").implement({
  description: "One entry of a map from text to text: a label, an annotation.",
  fields: (t) => ({
    key: t.exposeString("key", { description: "The key." }),
    value: t.exposeString("value", { description: "The value." }),
  }),
});
