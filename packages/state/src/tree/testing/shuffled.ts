import * as fc from "fast-check";

/** Puts a list that is drawn into any order, beside the list itself. */
export function shuffled<V>(lists: fc.Arbitrary<V[]>): fc.Arbitrary<{ list: V[]; order: V[] }> {
  return lists.chain((list) =>
    fc.shuffledSubarray(list, { minLength: list.length }).map((order) => ({ list, order })),
  );
}

/** Cuts a list into pages. */
export function pagesOf<V>(list: readonly V[], size: number): V[][] {
  const pages: V[][] = [];
  for (let i = 0; i < list.length; i += size) pages.push(list.slice(i, i + size));
  return pages;
}
