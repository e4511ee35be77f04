import type { DescEnum } from "@bufbuild/protobuf";
import type { EnumRef } from "@pothos/core";
import { builder } from "../builder.ts";
import { description } from "./description.ts";
import { enumValues } from "./enum-values.ts";
import { typeName } from "./type-name.ts";

const made = new Map<string, EnumRef<never, number, number>>();

/** Makes the GraphQL enum of an enum of the protocol, once. Inside the program its values are the protocol's numbers. */
export function enumType(desc: DescEnum): EnumRef<never, number, number> {
  const known = made.get(desc.typeName);
  if (known !== undefined) return known;
  const ref = builder.enumType(typeName(desc), {
    description: description(desc),
    values: Object.fromEntries(
      enumValues(desc).map(({ name, number, description: text }) => [
        name,
        { value: number, description: text },
      ]),
    ),
  }) as unknown as EnumRef<never, number, number>;
  made.set(desc.typeName, ref);
  return ref;
}
