import { type DocumentNode, visit } from "graphql";

/** Counts the aliases in a document. */
export function countAliases(document: DocumentNode): number {
  let count = 0;
  visit(document, {
    Field: ({ alias }) => {
      if (alias !== undefined) count++;
    },
  });
  return count;
}
