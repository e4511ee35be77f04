import type { Migration } from "./migration.ts";

export const cache: Migration = {
  number: 5,
  name: "outputs to be taken again",
  sql: /* sql */ `
-- Outputs by what they depend on. They go with the run that made them.
CREATE TABLE cache (
  project TEXT NOT NULL,
  domain TEXT NOT NULL,
  key BLOB NOT NULL,
  -- The action that has filled the place, or has reserved it.
  run_id INTEGER NOT NULL,
  action_number INTEGER NOT NULL,
  -- Null: not filled yet.
  outputs BLOB,
  source BLOB,
  PRIMARY KEY (project, domain, key),
  FOREIGN KEY (run_id) REFERENCES run (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX cache_by_run ON cache (run_id);
`,
};
