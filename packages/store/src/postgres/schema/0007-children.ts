import type { Migration } from "../../sqlite/schema/migration.ts";

export const children: Migration = {
  number: 7,
  name: "the actions below an action, in their order",
  sql: /* sql */ `
CREATE INDEX action_by_parent ON runledger.action (run_id, parent, number);
`,
};
