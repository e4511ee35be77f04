// The guard of schema 1: triggers that hold whoever writes to the lifecycle, this program and a person with a SQL shell
// alike. They name no phase; they join the rows that were made from the proto.
//
// Messages are plain literals: RAISE with an expression needs SQLite 3.47, and a schema that an older shell can't parse
// is a database that it can't read at all.

const LIFECYCLE = "'runledger.core.v1.ActionPhase'";

const leads = (from: string, to: string): string =>
  `EXISTS (SELECT 1 FROM lifecycle_edge WHERE lifecycle = ${LIFECYCLE} AND from_value = ${from} AND to_value = ${to})`;

const has = (value: string, property: string): string =>
  `EXISTS (SELECT 1 FROM lifecycle_value WHERE lifecycle = ${LIFECYCLE} AND value = ${value} AND ${property})`;

// A later attempt may be the first that is heard of, while the report that ended the one before is still under way.
const mayRetry = (value: string): string =>
  `(${has(value, "retryable = 1")} OR EXISTS (
      SELECT 1 FROM lifecycle_edge AS edge JOIN lifecycle_value AS later
        ON later.lifecycle = edge.lifecycle AND later.value = edge.to_value
      WHERE edge.lifecycle = ${LIFECYCLE} AND edge.from_value = ${value} AND later.retryable = 1))`;

const refuse = (sentence: string): string => `RAISE(ABORT, 'guard: ${sentence}')`;

export const guard: string = /* sql */ `
-- INSERT OR REPLACE deletes the row that is in its way without asking the triggers on updates, so it is refused here.
CREATE TRIGGER guard_action_insert BEFORE INSERT ON action
BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM action WHERE run_id = NEW.run_id AND number = NEW.number)
      OR EXISTS (SELECT 1 FROM action WHERE run_id = NEW.run_id AND name = NEW.name)
      THEN ${refuse("the run has an action of this number or name, and an action is not replaced")}
    WHEN NOT ${has("NEW.phase", "role <> 'absent'")}
      THEN ${refuse("an action is in one of the phases of its lifecycle, and this is none that can be stored")}
    WHEN NEW.attempt > 1 AND NOT ${has("NEW.phase", "starts_attempt = 1")}
      THEN ${refuse("only a first attempt can be in this phase")}
  END;
END;

-- One trigger for all: the checks, and the phase of a run, which is the phase of its root. A second trigger would be asked
-- for every report as well. AFTER, since only then does the root have its new phase; a refusal undoes the statement.
CREATE TRIGGER guard_action_update AFTER UPDATE ON action
WHEN NEW.phase <> OLD.phase OR NEW.attempt <> OLD.attempt OR NEW.revision < OLD.revision
  OR NEW.number <> OLD.number OR NEW.run_id <> OLD.run_id OR NEW.name <> OLD.name
BEGIN
  SELECT CASE
    WHEN NEW.number <> OLD.number OR NEW.run_id <> OLD.run_id OR NEW.name <> OLD.name
      THEN ${refuse("an action keeps its run, its number and its name")}
    WHEN NEW.revision < OLD.revision
      THEN ${refuse("the revision of an action does not go back")}
    WHEN NEW.attempt < OLD.attempt
      THEN ${refuse("an action does not go back to an earlier attempt")}
    WHEN NEW.attempt = OLD.attempt AND NEW.phase <> OLD.phase AND NOT ${leads("OLD.phase", "NEW.phase")}
      THEN ${refuse("the lifecycle does not lead from the phase of this attempt to the new one")}
    WHEN NEW.attempt > OLD.attempt AND NOT ${mayRetry("OLD.phase")}
      THEN ${refuse("the phase of the action ends it, and no other attempt may follow")}
    WHEN NEW.attempt > 1 AND NOT ${has("NEW.phase", "starts_attempt = 1")}
      THEN ${refuse("only a first attempt can be in this phase")}
  END;
  UPDATE run SET phase = NEW.phase WHERE id = NEW.run_id AND NEW.name = 'a0';
END;

CREATE TRIGGER guard_action_delete BEFORE DELETE ON action
WHEN EXISTS (SELECT 1 FROM run WHERE id = OLD.run_id)
BEGIN
  SELECT ${refuse("an action is deleted with its run only")};
END;

CREATE TRIGGER run_follows_new_root AFTER INSERT ON action WHEN NEW.name = 'a0'
BEGIN
  UPDATE run SET phase = NEW.phase WHERE id = NEW.run_id;
END;

CREATE TRIGGER guard_run_insert BEFORE INSERT ON run
BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM run WHERE id = NEW.id)
      OR EXISTS (SELECT 1 FROM run WHERE project = NEW.project AND domain = NEW.domain AND name = NEW.name)
      THEN ${refuse("there is a run of this name, and a run is not replaced")}
    WHEN NOT ${has("NEW.phase", "role = 'absent'")}
      THEN ${refuse("a run without a root action has no phase")}
  END;
END;

CREATE TRIGGER guard_run_update BEFORE UPDATE ON run
WHEN NEW.phase <> OLD.phase OR NEW.revision < OLD.revision OR NEW.id <> OLD.id
  OR NEW.project <> OLD.project OR NEW.domain <> OLD.domain OR NEW.name <> OLD.name
BEGIN
  SELECT CASE
    WHEN NEW.id <> OLD.id OR NEW.project <> OLD.project OR NEW.domain <> OLD.domain OR NEW.name <> OLD.name
      THEN ${refuse("a run keeps its number and its name")}
    WHEN NEW.revision < OLD.revision
      THEN ${refuse("the revision of a run does not go back")}
    WHEN NEW.phase IS NOT (SELECT phase FROM action WHERE run_id = NEW.id AND name = 'a0')
      THEN ${refuse("the phase of a run is the phase of its root action")}
  END;
END;

CREATE TRIGGER guard_event_update BEFORE UPDATE ON event
BEGIN
  SELECT ${refuse("a report that was stored does not change")};
END;

CREATE TRIGGER guard_event_delete BEFORE DELETE ON event
WHEN EXISTS (SELECT 1 FROM run WHERE id = OLD.run_id)
BEGIN
  SELECT ${refuse("a report is deleted with its run only")};
END;
`;
