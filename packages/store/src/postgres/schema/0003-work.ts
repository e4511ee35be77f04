import type { Migration } from "../../sqlite/schema/migration.ts";

export const work: Migration = {
  number: 3,
  name: "what reconcilers have to do",
  sql: /* sql */ `
-- What reconcilers have to do: a row for each action of theirs of which something is left to do. It changes in the same
-- transactions as its action.
CREATE TABLE runledger.work (
  run_id bigint NOT NULL,
  action_number bigint NOT NULL,
  project text COLLATE "C" NOT NULL,
  task_type text COLLATE "C" NOT NULL,
  -- Null: not before the ledger has news of the action.
  due_at bigint,
  deadline_at bigint NOT NULL,
  owner text NOT NULL,
  leased_until bigint NOT NULL,
  fence bigint NOT NULL CHECK (fence >= 0),
  record bytea NOT NULL,
  PRIMARY KEY (run_id, action_number),
  FOREIGN KEY (run_id) REFERENCES runledger.run (id) ON DELETE CASCADE
);

-- In the order in which work is given out.
CREATE INDEX work_by_deadline ON runledger.work (deadline_at, run_id, action_number) WHERE due_at IS NOT NULL;
-- What is leased, to be counted.
CREATE INDEX work_leased ON runledger.work (leased_until, project, task_type) WHERE leased_until > 0;
`,
};
