/**
 * The tables of schema 1. Times are microseconds since 1970. Blobs stand last in their rows, so that reading the short
 * columns of a row never reads the overflow pages of the long ones.
 */
export const tables: string = /* sql */ `
-- Who has the database open for writing. One row, or none.
CREATE TABLE holder (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  pid INTEGER NOT NULL,
  host TEXT NOT NULL,
  since TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
) STRICT;

-- What this database is: cursors carry its identity, so that one of another database is refused.
CREATE TABLE identity (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  identity TEXT NOT NULL
) STRICT;
INSERT INTO identity (id, identity) VALUES (1, lower(hex(randomblob(6))));

-- The lifecycle that the guard holds actions to: rows made from the proto, brought up to date at every start.
CREATE TABLE lifecycle (
  lifecycle TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,
  initial_value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE lifecycle_value (
  lifecycle TEXT NOT NULL REFERENCES lifecycle (lifecycle) ON DELETE CASCADE,
  value INTEGER NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  outcome TEXT,
  rank INTEGER NOT NULL,
  terminal INTEGER NOT NULL,
  ends_attempt INTEGER NOT NULL,
  ends_subject INTEGER NOT NULL,
  retryable INTEGER NOT NULL,
  starts_attempt INTEGER NOT NULL,
  PRIMARY KEY (lifecycle, value)
) STRICT, WITHOUT ROWID;

-- Every pair such that to_value can be reached from from_value over one edge or more.
CREATE TABLE lifecycle_edge (
  lifecycle TEXT NOT NULL REFERENCES lifecycle (lifecycle) ON DELETE CASCADE,
  from_value INTEGER NOT NULL,
  to_value INTEGER NOT NULL,
  PRIMARY KEY (lifecycle, from_value, to_value)
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
  -- AUTOINCREMENT: a number is never used again, not even that of a deleted run.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  org TEXT NOT NULL,
  project TEXT NOT NULL,
  domain TEXT NOT NULL,
  name TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 0),
  action_count INTEGER NOT NULL CHECK (action_count >= 0),
  open_count INTEGER NOT NULL CHECK (open_count BETWEEN 0 AND action_count),
  declared INTEGER NOT NULL CHECK (declared IN (0, 1)),
  settled INTEGER NOT NULL CHECK (settled IN (0, 1)),
  -- Where the last change of the run stands among all changes of all runs. 0: not changed yet.
  feed INTEGER NOT NULL DEFAULT 0,
  source INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  -- The root action's.
  phase INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  task_name TEXT NOT NULL,
  task_version TEXT NOT NULL,
  trigger_name TEXT NOT NULL,
  created_by TEXT NOT NULL,
  engine TEXT NOT NULL,
  labels TEXT NOT NULL CHECK (json_valid(labels)),
  status BLOB NOT NULL,
  metadata BLOB NOT NULL,
  spec BLOB NOT NULL,
  UNIQUE (project, domain, name)
) STRICT;

CREATE INDEX run_by_creation ON run (created_at);
CREATE INDEX run_by_project_and_creation ON run (project, domain, created_at);
-- Project and domain stand in it so that a page of the feed of one project reads no rows of the others.
CREATE INDEX run_by_feed ON run (feed, project, domain) WHERE feed > 0;

-- How far the feed had come when the last run at its head was deleted: positions are never used again either.
CREATE TABLE feed_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  position INTEGER NOT NULL
) STRICT;
INSERT INTO feed_head (id, position) VALUES (1, 0);

-- What is left of runs that were deleted: the feed tells of them, and another run of the name goes on from their revision.
CREATE TABLE deleted_run (
  id INTEGER PRIMARY KEY,
  org TEXT NOT NULL,
  project TEXT NOT NULL,
  domain TEXT NOT NULL,
  name TEXT NOT NULL,
  revision INTEGER NOT NULL,
  feed INTEGER NOT NULL,
  deleted_at INTEGER NOT NULL,
  -- Whether nothing that belonged to it is left.
  swept INTEGER NOT NULL CHECK (swept IN (0, 1))
) STRICT;
CREATE INDEX deleted_run_by_name ON deleted_run (project, domain, name, revision);
CREATE INDEX deleted_run_by_feed ON deleted_run (feed, project, domain);
CREATE INDEX deleted_run_to_sweep ON deleted_run (deleted_at, id) WHERE swept = 0;

-- Whoever deletes it. The deletion is a change like others, with a revision and a place in the feed of its own.
CREATE TRIGGER run_deleted AFTER DELETE ON run
BEGIN
  UPDATE feed_head SET position = 1 + max(position, OLD.feed, coalesce((SELECT max(feed) FROM run WHERE feed > 0), 0));
  INSERT INTO deleted_run (id, org, project, domain, name, revision, feed, deleted_at, swept)
  SELECT OLD.id, OLD.org, OLD.project, OLD.domain, OLD.name, OLD.revision + 1, position,
    CAST(unixepoch('subsec') * 1000 AS INTEGER) * 1000, 0 FROM feed_head;
END;

-- The labels of runs, one row each, to be searched by. Kept by triggers, whoever writes.
CREATE TABLE run_label (
  run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX run_label_by_value ON run_label (key, value, run_id);

CREATE TRIGGER run_inserted_with_labels AFTER INSERT ON run WHEN NEW.labels <> '{}'
BEGIN
  INSERT INTO run_label (run_id, key, value) SELECT NEW.id, key, value FROM json_each(NEW.labels);
END;

CREATE TRIGGER run_labelled AFTER UPDATE OF labels ON run WHEN NEW.labels <> OLD.labels
BEGIN
  DELETE FROM run_label WHERE run_id = NEW.id;
  INSERT INTO run_label (run_id, key, value) SELECT NEW.id, key, value FROM json_each(NEW.labels);
END;

-- That its run is there is for the writer to see to, here and in the tables below: it has locked it. A run is deleted by its row
-- alone; what belonged to it is found by nobody from then on, and swept away in small transactions.
CREATE TABLE action (
  run_id INTEGER NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 1),
  name TEXT NOT NULL,
  parent TEXT NOT NULL,
  "group" TEXT NOT NULL,
  type INTEGER NOT NULL,
  task_name TEXT NOT NULL,
  task_type TEXT NOT NULL,
  phase INTEGER NOT NULL,
  attempt INTEGER NOT NULL CHECK (attempt >= 1),
  max_attempts INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  updated_at INTEGER NOT NULL,
  error_kind INTEGER NOT NULL,
  error_code TEXT NOT NULL,
  cache_status INTEGER NOT NULL,
  abort_state INTEGER NOT NULL,
  abort_due_at INTEGER,
  revision INTEGER NOT NULL CHECK (revision >= 1),
  status BLOB NOT NULL,
  metadata BLOB NOT NULL,
  record BLOB NOT NULL,
  PRIMARY KEY (run_id, number)
) STRICT;

CREATE UNIQUE INDEX action_by_name ON action (run_id, name);
-- The run's log is read off its actions: see actionsChanged.
CREATE INDEX action_by_revision ON action (run_id, revision);
CREATE INDEX action_by_phase ON action (run_id, phase);
CREATE INDEX action_by_abort ON action (abort_due_at, run_id, number) WHERE abort_due_at IS NOT NULL;

CREATE TABLE attempt_error (
  run_id INTEGER NOT NULL,
  action_number INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  at INTEGER NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (run_id, action_number, attempt)
) STRICT, WITHOUT ROWID;

-- That its action is there is for the writer to see to: asking for it by run and number costs a look into another index.
CREATE TABLE event (
  run_id INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  action_number INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  phase INTEGER NOT NULL,
  version INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  producer TEXT NOT NULL,
  event BLOB NOT NULL,
  PRIMARY KEY (run_id, revision),
  UNIQUE (run_id, action_number, attempt, phase, version)
) STRICT;

CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  project TEXT NOT NULL,
  domain TEXT NOT NULL,
  run TEXT NOT NULL,
  action TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  phase INTEGER NOT NULL,
  version INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  rule TEXT NOT NULL,
  message TEXT NOT NULL,
  from_phase INTEGER NOT NULL,
  from_attempt INTEGER NOT NULL,
  legal TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  producer TEXT NOT NULL,
  event BLOB NOT NULL
) STRICT;

CREATE INDEX quarantine_by_run ON quarantine (project, domain, run);
CREATE INDEX quarantine_by_rule ON quarantine (rule);
`;
