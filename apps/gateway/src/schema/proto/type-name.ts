import type { DescEnum, DescMessage } from "@bufbuild/protobuf";

/**
 * Names a message or an enum in GraphQL: its name in the protocol, without the package. Nested ones carry the names of
 * those around them: `TaskLog.LinkType` is `TaskLogLinkType`.
 */
export function typeName(desc: DescMessage | DescEnum): string {
  return desc.parent === undefined ? desc.name : typeName(desc.parent) + desc.name;
}
