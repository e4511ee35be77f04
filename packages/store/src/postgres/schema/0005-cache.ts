import type { Migration } from "../../sqlite/schema/migration.ts";

export const cache: Migration = {
  number: 5,
  name: "outputs to be taken again",
  sql: /* sql */ `
-- Outputs by what they depend on. They go with the run that made them.
CREATE TABLE runledger.cache (
  project text COLLATE "C" NOT NULL,
  domain text COLLATE "C" NOT NULL,
  key bytea NOT NULL,
  -- The action that has filled the place, or has reserved it.
  run_id bigint NOT NULL,
  action_number bigint NOT NULL,
  -- Null: not filled yet.
  outputs bytea,
  source bytea,
  PRIMARY KEY (project, domain, key),
  FOREIGN KEY (run_id) REFERENCES runledger.run (id) ON DELETE CASCADE
);

CREATE INDEX cache_by_run ON runledger.cache (run_id);
`,
};
