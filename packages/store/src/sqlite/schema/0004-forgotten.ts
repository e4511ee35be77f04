import type { Migration } from "./migration.ts";

export const forgotten: Migration = {
  number: 4,
  name: "what is left of deleted runs goes, too",
  sql: /* sql */ `
-- Up to which position of the feed deletions may have been forgotten: who has read less far can't be told what it missed.
CREATE TABLE forgotten (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  position INTEGER NOT NULL
) STRICT;
INSERT INTO forgotten (id, position) VALUES (1, 0);

CREATE INDEX deleted_run_to_forget ON deleted_run (deleted_at, id) WHERE swept = 1;
`,
};
