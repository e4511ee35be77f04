import type { DescEnum, DescFile, DescMessage } from "@bufbuild/protobuf";

/** Lists the enums of files, nested ones included, by their full names. */
export function enumsOf(files: Iterable<DescFile>): ReadonlyMap<string, DescEnum> {
  const nested = (message: DescMessage): readonly DescEnum[] => [
    ...message.nestedEnums,
    ...message.nestedMessages.flatMap(nested),
  ];
  const all = [...files].flatMap((file) => [...file.enums, ...file.messages.flatMap(nested)]);
  return new Map(all.map((desc) => [desc.typeName, desc]));
}

/** Lists the messages of files, nested ones included, by their full names. Map entries are left out: they are fields. */
export function messagesOf(files: Iterable<DescFile>): ReadonlyMap<string, DescMessage> {
  const withNested = (message: DescMessage): readonly DescMessage[] => [
    message,
    ...message.nestedMessages.flatMap(withNested),
  ];
  const all = [...files].flatMap((file) => file.messages.flatMap(withNested));
  return new Map(all.map((desc) => [desc.typeName, desc]));
}
