import type { Migration } from "./migration.ts";

export const work: Migration = {
  number: 3,
  name: "what reconcilers have to do",
  sql: /* sql */ `
-- What reconcilers have to do: a row for each action of theirs of which something is left to do. It changes in the same
-- transactions as its action.
CREATE TABLE work (
  run_id INTEGER NOT NULL,
  action_number INTEGER NOT NULL,
  project TEXT NOT NULL,
  task_type TEXT NOT NULL,
  -- Null: not before the ledger has news of the action.
  due_at INTEGER,
  deadline_at INTEGER NOT NULL,
  owner TEXT NOT NULL,
  leased_until INTEGER NOT NULL,
  fence INTEGER NOT NULL CHECK (fence >= 0),
  record BLOB NOT NULL,
  PRIMARY KEY (run_id, action_number),
  FOREIGN KEY (run_id) REFERENCES run (id) ON DELETE CASCADE
) STRICT;

-- In the order in which work is given out.
CREATE INDEX work_by_deadline ON work (deadline_at, run_id, action_number) WHERE due_at IS NOT NULL;
-- What is leased, to be counted.
CREATE INDEX work_leased ON work (leased_until, project, task_type) WHERE leased_until > 0;
`,
};
