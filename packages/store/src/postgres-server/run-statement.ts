import pg from "pg";

/** Runs a statement over a connection of its own, and returns its rows, each an array of values. */
export async function runStatement(
  url: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<unknown[][]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const query = { text: sql, values: [...values], rowMode: "array" as const };
    const { rows } = await client.query<unknown[]>(query);
    return rows;
  } finally {
    await client.end();
  }
}
