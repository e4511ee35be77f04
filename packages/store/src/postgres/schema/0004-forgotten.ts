import type { Migration } from "../../sqlite/schema/migration.ts";

export const forgotten: Migration = {
  number: 4,
  name: "what is left of deleted runs goes, too",
  sql: /* sql */ `
-- Up to which position of the feed deletions may have been forgotten: who has read less far can't be told what it missed.
CREATE TABLE runledger.forgotten (
  id integer PRIMARY KEY CHECK (id = 1),
  feed xid8 NOT NULL,
  run_id bigint NOT NULL
);
INSERT INTO runledger.forgotten (id, feed, run_id) VALUES (1, '0', 0);

CREATE INDEX deleted_run_to_forget ON runledger.deleted_run (deleted_at, id) WHERE swept;
`,
};
