import type { DescEnum, DescEnumValue, DescField, DescMessage } from "@bufbuild/protobuf";
import { comments } from "../../gen/comments.ts";

function fullName(desc: DescMessage | DescEnum | DescField | DescEnumValue): string {
  if ("typeName" in desc) return desc.typeName;
  return `${desc.parent.typeName}.${desc.name}`;
}

/** Says what the protocol's comment says. Throws if there is none: everything that the schema shows is described. */
export function description(desc: DescMessage | DescEnum | DescField | DescEnumValue): string {
  const comment = comments[fullName(desc)];
  if (comment === undefined) throw new Error(`${fullName(desc)} has no comment in the protocol.`);
  return comment;
}
