import type { DescEnum, DescFile, DescMessage } from "@bufbuild/protobuf";
import { isDeclared, readDeclaration } from "./declaration.ts";

/**
 * Finds the enums of files that carry a lifecycle, nested ones included, in the order of the files
 * and of their declarations. Whether they are sound is for `checkLifecycle` to say: an enum counts
 * as soon as it, or one of its values, carries an option.
 */
export function findLifecycles(files: Iterable<DescFile>): DescEnum[] {
  return [...files].flatMap((file) =>
    enumsIn(file).filter((desc) => isDeclared(readDeclaration(desc))),
  );
}

function enumsIn(parent: DescFile | DescMessage): DescEnum[] {
  const messages = parent.kind === "file" ? parent.messages : parent.nestedMessages;
  const enums = parent.kind === "file" ? parent.enums : parent.nestedEnums;
  return [...enums, ...messages.flatMap((message) => enumsIn(message))];
}
