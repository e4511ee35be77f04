import type { Field } from "../document/field.ts";

/** A page of a connection. */
export interface Page {
  readonly nodes: readonly unknown[];
  /** The cursor of its last row; undefined if it has none. */
  readonly cursor: string | undefined;
  readonly hasNext: boolean;
}

/** Reads a page of a connection. @param node reads one row; undefined leaves it out */
export function readPage(connection: Field, node: (row: Field) => unknown): Page | undefined {
  const info = connection.get("pageInfo");
  const cursor = info.get("endCursor").value;
  const edges = connection.get("edges").elements();
  if (edges === undefined) return undefined;
  return {
    nodes: edges.map((edge) => node(edge.get("node"))).filter((row) => row !== undefined),
    cursor: typeof cursor === "string" ? cursor : undefined,
    hasNext: info.get("hasNextPage").value === true,
  };
}
