import { type DocumentNode, visit } from "graphql";

const counted = new WeakMap<DocumentNode, number>();

/** Counts the aliases in a document. Remembered for as long as the document is. */
export function countAliases(document: DocumentNode): number {
  let count = counted.get(document);
  if (count === undefined) {
    count = 0;
    visit(document, {
      Field: ({ alias }) => {
        if (alias !== undefined) count = (count ?? 0) + 1;
      },
    });
    counted.set(document, count);
  }
  return count;
}
