import type { Migration } from "../../sqlite/schema/migration.ts";

export const taskTypes: Migration = {
  number: 6,
  name: "what workers take",
  sql: /* sql */ `
-- The task types that workers have said that they take, and when one did last, in microseconds since 1970.
CREATE TABLE runledger.task_type (
  name text COLLATE "C" NOT NULL PRIMARY KEY,
  seen_at bigint NOT NULL
);
`,
};
