import type { DescMessage } from "@bufbuild/protobuf";
import { comments } from "../../gen/comments.ts";
import { fieldSchema, type Schema, wellKnownSchema } from "./field-schema.ts";

/** Describes messages, each once, by their names in the schema. */
export class MessageSchemas {
  readonly #schemas = new Map<string, Schema>();

  /** Refers to the schema of a type, which is described with all that it consists of. */
  readonly refer = (type: DescMessage): Schema => {
    const own = wellKnownSchema(type);
    if (own !== undefined) return own;
    if (!this.#schemas.has(type.typeName)) {
      // Its place is taken before its fields are described: types hold themselves.
      this.#schemas.set(type.typeName, {});
      this.#schemas.set(type.typeName, this.#describe(type));
    }
    return { $ref: `#/components/schemas/${type.typeName}` };
  };

  /** Lists what was referred to, by name. */
  all(): Record<string, Schema> {
    return Object.fromEntries([...this.#schemas].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  #describe(type: DescMessage): Schema {
    const description = comments[type.typeName];
    return {
      type: "object",
      ...(description !== undefined && { description }),
      properties: Object.fromEntries(
        type.fields.map((field) => [field.name, fieldSchema(field, this.refer)]),
      ),
    };
  }
}
