/**
 * The tables of schema 1. Times are microseconds since 1970. Texts are compared byte by byte, whatever the database's own
 * order is. What is said of each table's columns is said at SQLite's.
 */
export const tables: string = /* sql */ `
-- What this database is: cursors carry its identity, so that one of another database is refused.
CREATE TABLE runledger.identity (
  id integer PRIMARY KEY CHECK (id = 1),
  identity text NOT NULL
);
INSERT INTO runledger.identity (id, identity) VALUES (1, substr(md5(gen_random_uuid()::text), 1, 12));

-- The lifecycle that the guard holds actions to: rows made from the proto, brought up to date at every start.
CREATE TABLE runledger.lifecycle (
  lifecycle text NOT NULL PRIMARY KEY,
  version integer NOT NULL,
  fingerprint text NOT NULL,
  initial_value integer NOT NULL
);

CREATE TABLE runledger.lifecycle_value (
  lifecycle text NOT NULL REFERENCES runledger.lifecycle (lifecycle) ON DELETE CASCADE,
  value integer NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  outcome text,
  rank integer NOT NULL,
  terminal smallint NOT NULL,
  ends_attempt smallint NOT NULL,
  ends_subject smallint NOT NULL,
  retryable smallint NOT NULL,
  starts_attempt smallint NOT NULL,
  PRIMARY KEY (lifecycle, value)
);

-- Every pair such that to_value can be reached from from_value over one edge or more.
CREATE TABLE runledger.lifecycle_edge (
  lifecycle text NOT NULL REFERENCES runledger.lifecycle (lifecycle) ON DELETE CASCADE,
  from_value integer NOT NULL,
  to_value integer NOT NULL,
  PRIMARY KEY (lifecycle, from_value, to_value)
);

CREATE TABLE runledger.run (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org text NOT NULL,
  project text COLLATE "C" NOT NULL,
  domain text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  revision bigint NOT NULL CHECK (revision >= 0),
  action_count bigint NOT NULL CHECK (action_count >= 0),
  open_count bigint NOT NULL CHECK (open_count BETWEEN 0 AND action_count),
  declared boolean NOT NULL,
  settled boolean NOT NULL,
  -- The transaction that changed the run last. Null: not changed since it was made. See feed.ts.
  feed xid8,
  source integer NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  -- The root action's.
  phase integer NOT NULL,
  started_at bigint,
  ended_at bigint,
  task_name text COLLATE "C" NOT NULL,
  task_version text COLLATE "C" NOT NULL,
  trigger_name text COLLATE "C" NOT NULL,
  created_by text COLLATE "C" NOT NULL,
  engine text COLLATE "C" NOT NULL,
  labels text NOT NULL,
  status bytea NOT NULL,
  metadata bytea NOT NULL,
  spec bytea NOT NULL,
  UNIQUE (project, domain, name)
);

CREATE INDEX run_by_creation ON runledger.run (created_at, id);
CREATE INDEX run_by_project_and_creation ON runledger.run (project, domain, created_at, id);
CREATE INDEX run_by_feed ON runledger.run (feed, id) WHERE feed IS NOT NULL;

-- The labels of runs, one row each, to be searched by. Kept by triggers, whoever writes.
CREATE TABLE runledger.run_label (
  run_id bigint NOT NULL REFERENCES runledger.run (id) ON DELETE CASCADE,
  key text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  PRIMARY KEY (run_id, key)
);
CREATE INDEX run_label_by_value ON runledger.run_label (key, value, run_id);

CREATE FUNCTION runledger.keep_labels() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM runledger.run_label WHERE run_id = NEW.id;
  INSERT INTO runledger.run_label (run_id, key, value)
    SELECT NEW.id, label.key, label.value FROM json_each_text(NEW.labels::json) AS label;
  RETURN NULL;
END $$;
CREATE TRIGGER run_inserted_with_labels AFTER INSERT ON runledger.run FOR EACH ROW
  WHEN (NEW.labels <> '{}') EXECUTE FUNCTION runledger.keep_labels();
CREATE TRIGGER run_labelled AFTER UPDATE ON runledger.run FOR EACH ROW
  WHEN (NEW.labels <> OLD.labels) EXECUTE FUNCTION runledger.keep_labels();

-- What is left of runs that were deleted: the feed tells of them, and another run of the name goes on from their revision.
CREATE TABLE runledger.deleted_run (
  id bigint PRIMARY KEY,
  org text NOT NULL,
  project text COLLATE "C" NOT NULL,
  domain text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  revision bigint NOT NULL,
  feed xid8 NOT NULL,
  deleted_at bigint NOT NULL,
  -- Whether nothing that belonged to it is left.
  swept boolean NOT NULL
);
CREATE INDEX deleted_run_by_name ON runledger.deleted_run (project, domain, name, revision);
CREATE INDEX deleted_run_by_feed ON runledger.deleted_run (feed, id);
CREATE INDEX deleted_run_to_sweep ON runledger.deleted_run (deleted_at, id) WHERE NOT swept;

CREATE TABLE runledger.action (
  run_id bigint NOT NULL,
  number bigint NOT NULL CHECK (number >= 1),
  name text COLLATE "C" NOT NULL,
  parent text COLLATE "C" NOT NULL,
  "group" text COLLATE "C" NOT NULL,
  type integer NOT NULL,
  task_name text COLLATE "C" NOT NULL,
  task_type text COLLATE "C" NOT NULL,
  phase integer NOT NULL,
  attempt bigint NOT NULL CHECK (attempt >= 1),
  max_attempts bigint NOT NULL,
  created_at bigint NOT NULL,
  started_at bigint,
  ended_at bigint,
  updated_at bigint NOT NULL,
  error_kind integer NOT NULL,
  error_code text COLLATE "C" NOT NULL,
  cache_status integer NOT NULL,
  abort_state integer NOT NULL,
  abort_due_at bigint,
  revision bigint NOT NULL CHECK (revision >= 1),
  status bytea NOT NULL,
  metadata bytea NOT NULL,
  record bytea NOT NULL,
  PRIMARY KEY (run_id, number)
);

CREATE UNIQUE INDEX action_by_name ON runledger.action (run_id, name);
-- The run's log is read off its actions: see actionsChanged.
CREATE INDEX action_by_revision ON runledger.action (run_id, revision);
CREATE INDEX action_by_phase ON runledger.action (run_id, phase);
CREATE INDEX action_by_abort ON runledger.action (abort_due_at, run_id, number) WHERE abort_due_at IS NOT NULL;

-- That its run and its action are there is for the writer to see to: a foreign key asks for each row by itself. A run is deleted by
-- its row alone; what belonged to it is found by nobody from then on, and swept away in small transactions.
CREATE TABLE runledger.attempt_error (
  run_id bigint NOT NULL,
  action_number bigint NOT NULL,
  attempt bigint NOT NULL,
  kind integer NOT NULL,
  at bigint NOT NULL,
  code text COLLATE "C" NOT NULL,
  message text COLLATE "C" NOT NULL,
  PRIMARY KEY (run_id, action_number, attempt)
);

CREATE TABLE runledger.event (
  run_id bigint NOT NULL,
  revision bigint NOT NULL,
  action_number bigint NOT NULL,
  attempt bigint NOT NULL,
  phase integer NOT NULL,
  version bigint NOT NULL,
  outcome integer NOT NULL,
  received_at bigint NOT NULL,
  producer text COLLATE "C" NOT NULL,
  event bytea NOT NULL,
  PRIMARY KEY (run_id, revision),
  UNIQUE (run_id, action_number, attempt, phase, version)
);

CREATE TABLE runledger.quarantine (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project text COLLATE "C" NOT NULL,
  domain text COLLATE "C" NOT NULL,
  run text COLLATE "C" NOT NULL,
  action text COLLATE "C" NOT NULL,
  attempt bigint NOT NULL,
  phase bigint NOT NULL,
  version bigint NOT NULL,
  outcome integer NOT NULL,
  rule text COLLATE "C" NOT NULL,
  message text COLLATE "C" NOT NULL,
  from_phase bigint NOT NULL,
  from_attempt bigint NOT NULL,
  legal text NOT NULL,
  received_at bigint NOT NULL,
  producer text COLLATE "C" NOT NULL,
  event bytea NOT NULL
);

CREATE INDEX quarantine_by_run ON runledger.quarantine (project, domain, run);
CREATE INDEX quarantine_by_rule ON runledger.quarantine (rule);
`;
