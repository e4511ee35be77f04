import type { Migration } from "./migration.ts";

export const taskTypes: Migration = {
  number: 6,
  name: "what workers take",
  sql: /* sql */ `
-- The task types that workers have said that they take, and when one did last, in microseconds since 1970.
CREATE TABLE task_type (
  name TEXT NOT NULL PRIMARY KEY,
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
