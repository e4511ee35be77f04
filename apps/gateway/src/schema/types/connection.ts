import type { Page } from "@runledger/ledger";
import { builder, type ObjectOf } from "../builder.ts";
import { pageInfo, type PageInfo } from "./page-info.ts";

/** A page of a list as a Relay connection. */
export interface Connection<T> {
  readonly page: Page<T>;
}

/** One row of a connection, with the cursor to go on from behind it. */
interface Edge<T> {
  readonly node: T;
  readonly cursor: string;
}

/** Makes a connection of a page. Its cursors are made where they are selected. */
export function toConnection<T>(page: Page<T>): Connection<T> {
  return { page };
}

function edgesOf<T>({ cursors, items }: Page<T>): Edge<T>[] {
  return items.map((node, at) => ({ node, cursor: cursors[at] ?? "" }));
}

function pageInfoOf(page: Page<unknown>): PageInfo {
  return {
    hasNextPage: page.hasMore,
    hasPreviousPage: false,
    get startCursor() {
      return page.cursors.at(0);
    },
    get endCursor() {
      return page.endCursor;
    },
  };
}

/** Makes the GraphQL types of connections of a type: `RunConnection` and `RunEdge` for `Run`. */
export function connectionType<T, C extends Connection<T> = Connection<T>>(
  name: string,
  node: ObjectOf<T>,
): ObjectOf<C> {
  const edge = builder.objectRef<Edge<T>>(`${name}Edge`).implement({
    description: `One row of a list of ${name}.`,
    fields: (t) => ({
      node: t.field({ type: node, description: "The row.", resolve: (own) => own.node as never }),
      cursor: t.exposeString("cursor", {
        description: "Where the page behind this row begins. Opaque.",
      }),
    }),
  });
  return builder.objectRef<C>(`${name}Connection`).implement({
    description: `A page of a list of ${name}, by the Relay cursor connections specification.`,
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        description: "The rows with their cursors.",
        complexity: { field: 0, multiplier: 1 },
        resolve: (own) => edgesOf(own.page),
      }),
      nodes: t.field({
        type: [node],
        description: "The rows.",
        complexity: { field: 0, multiplier: 1 },
        resolve: (own) => [...own.page.items] as never,
      }),
      pageInfo: t.field({
        type: pageInfo,
        description: "Whether there is more, and where it begins.",
        complexity: 0,
        resolve: (own) => pageInfoOf(own.page),
      }),
    }),
  });
}
