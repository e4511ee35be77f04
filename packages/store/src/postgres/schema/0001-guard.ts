// The guard of schema 1: triggers that hold whoever writes to the lifecycle, this program and a person with a SQL shell
// alike. They name no phase; they join the rows that were made from the proto.
//
// Those on actions look at all that a statement has changed at once: asking row by row costs as much as writing the rows
// does. PostgreSQL keeps the plan that suited the first such statement, which mostly was of one row, so what must not be
// planned for one row says so.

/** The SQLSTATE that the guard refuses with: of a class that PostgreSQL leaves to others. */
export const GUARD_STATE = "RL001";

const LIFECYCLE = "'runledger.core.v1.ActionPhase'";
const PLAN_FOR_MANY = "SET enable_nestloop = off";
const PLAN_FOR_FEW =
  "SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off";

const leads = (from: string, to: string): string =>
  `EXISTS (SELECT 1 FROM runledger.lifecycle_edge WHERE lifecycle = ${LIFECYCLE} AND from_value = ${from} AND to_value = ${to})`;

const has = (value: string, property: string): string =>
  `EXISTS (SELECT 1 FROM runledger.lifecycle_value WHERE lifecycle = ${LIFECYCLE} AND value = ${value} AND ${property})`;

// A later attempt may be the first that is heard of, while the report that ended the one before is still under way.
const mayRetry = (value: string): string =>
  `(${has(value, "retryable = 1")} OR EXISTS (
      SELECT 1 FROM runledger.lifecycle_edge AS edge JOIN runledger.lifecycle_value AS later
        ON later.lifecycle = edge.lifecycle AND later.value = edge.to_value
      WHERE edge.lifecycle = ${LIFECYCLE} AND edge.from_value = ${value} AND later.retryable = 1))`;

const define = (name: string, settings: string, body: string): string => `
CREATE FUNCTION runledger.${name}() RETURNS trigger LANGUAGE plpgsql ${settings} AS $$
DECLARE refusal text;
BEGIN
  ${body}
  RETURN NULL;
END $$;
`;

/** Refuses with the first sentence that a query finds. */
const refuseIf = (query: string): string => `
  ${query}
  IF refusal IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = '${GUARD_STATE}', MESSAGE = refusal;
  END IF;`;

const refuse = (sentence: string): string => refuseIf(`refusal := '${sentence}';`);

export const guard: string = /* sql */ `
${define(
  "guard_action_insert",
  "",
  refuseIf(`SELECT judged.refusal INTO refusal FROM (
    SELECT CASE
      WHEN NOT ${has("added.phase", "role <> 'absent'")}
        THEN 'an action is in one of the phases of its lifecycle, and this is none that can be stored'
      WHEN added.attempt > 1 AND NOT ${has("added.phase", "starts_attempt = 1")}
        THEN 'only a first attempt can be in this phase'
    END AS refusal FROM added) AS judged
  WHERE judged.refusal IS NOT NULL LIMIT 1;`),
)}
CREATE TRIGGER guard_action_insert AFTER INSERT ON runledger.action REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION runledger.guard_action_insert();

${define(
  "guard_action_update",
  PLAN_FOR_MANY,
  refuseIf(`SELECT judged.refusal INTO refusal FROM (
    SELECT CASE
      WHEN later.run_id IS NULL OR later.name <> earlier.name
        THEN 'an action keeps its run, its number and its name'
      WHEN later.revision < earlier.revision
        THEN 'the revision of an action does not go back'
      WHEN later.attempt < earlier.attempt
        THEN 'an action does not go back to an earlier attempt'
      WHEN later.attempt = earlier.attempt AND later.phase <> earlier.phase
          AND NOT ${leads("earlier.phase", "later.phase")}
        THEN 'the lifecycle does not lead from the phase of this attempt to the new one'
      WHEN later.attempt > earlier.attempt AND NOT ${mayRetry("earlier.phase")}
        THEN 'the phase of the action ends it, and no other attempt may follow'
      WHEN later.attempt > 1 AND NOT ${has("later.phase", "starts_attempt = 1")}
        THEN 'only a first attempt can be in this phase'
    END AS refusal
    FROM earlier LEFT JOIN later ON later.run_id = earlier.run_id AND later.number = earlier.number
    WHERE later.run_id IS NULL OR later.name <> earlier.name OR later.revision < earlier.revision
      OR later.phase <> earlier.phase OR later.attempt <> earlier.attempt) AS judged
  WHERE judged.refusal IS NOT NULL LIMIT 1;`),
)}
CREATE TRIGGER guard_action_update AFTER UPDATE ON runledger.action REFERENCING OLD TABLE AS earlier NEW TABLE AS later
  FOR EACH STATEMENT EXECUTE FUNCTION runledger.guard_action_update();

${define(
  "guard_deletion",
  PLAN_FOR_FEW,
  refuseIf(`SELECT 'what belongs to a run is deleted with it only' INTO refusal
    FROM (SELECT DISTINCT run_id FROM deleted) AS each
    WHERE EXISTS (SELECT 1 FROM runledger.run WHERE id = each.run_id) LIMIT 1;`),
)}
CREATE TRIGGER guard_action_delete AFTER DELETE ON runledger.action REFERENCING OLD TABLE AS deleted
  FOR EACH STATEMENT EXECUTE FUNCTION runledger.guard_deletion();
CREATE TRIGGER guard_event_delete AFTER DELETE ON runledger.event REFERENCING OLD TABLE AS deleted
  FOR EACH STATEMENT EXECUTE FUNCTION runledger.guard_deletion();

${define("guard_event_update", "", refuse("a report that was stored does not change"))}
CREATE TRIGGER guard_event_update BEFORE UPDATE ON runledger.event
  FOR EACH STATEMENT EXECUTE FUNCTION runledger.guard_event_update();

-- A run is in the phase of its root.
${define(
  "run_follows_root",
  "",
  "UPDATE runledger.run SET phase = NEW.phase WHERE id = NEW.run_id AND phase <> NEW.phase;",
)}
CREATE TRIGGER run_follows_new_root AFTER INSERT ON runledger.action FOR EACH ROW
  WHEN (NEW.name = 'a0') EXECUTE FUNCTION runledger.run_follows_root();
CREATE TRIGGER run_follows_root AFTER UPDATE ON runledger.action FOR EACH ROW
  WHEN (NEW.name = 'a0' AND NEW.phase <> OLD.phase) EXECUTE FUNCTION runledger.run_follows_root();

${define(
  "guard_run_insert",
  "",
  refuseIf(`SELECT 'a run without a root action has no phase' INTO refusal
    WHERE NOT ${has("NEW.phase", "role = 'absent'")};`),
)}
CREATE TRIGGER guard_run_insert AFTER INSERT ON runledger.run
  FOR EACH ROW EXECUTE FUNCTION runledger.guard_run_insert();

${define(
  "guard_run_update",
  "",
  refuseIf(`SELECT CASE
    WHEN (NEW.id, NEW.project, NEW.domain, NEW.name) IS DISTINCT FROM (OLD.id, OLD.project, OLD.domain, OLD.name)
      THEN 'a run keeps its number and its name'
    WHEN NEW.revision < OLD.revision
      THEN 'the revision of a run does not go back'
    WHEN NEW.phase IS DISTINCT FROM (SELECT phase FROM runledger.action WHERE run_id = NEW.id AND name = 'a0')
      THEN 'the phase of a run is the phase of its root action'
  END INTO refusal;`),
)}
CREATE TRIGGER guard_run_update AFTER UPDATE ON runledger.run FOR EACH ROW
  WHEN (NEW.phase <> OLD.phase OR NEW.revision < OLD.revision OR NEW.id <> OLD.id
    OR NEW.project <> OLD.project OR NEW.domain <> OLD.domain OR NEW.name <> OLD.name)
  EXECUTE FUNCTION runledger.guard_run_update();

-- Whoever deletes it. The deletion is a change like others, with a revision and a place in the feed of its own.
${define(
  "run_deleted",
  "",
  `INSERT INTO runledger.deleted_run (id, org, project, domain, name, revision, feed, deleted_at, swept)
    SELECT id, org, project, domain, name, revision + 1, pg_current_xact_id(),
      (extract(epoch FROM clock_timestamp()) * 1000000)::bigint, false FROM deleted;`,
)}
CREATE TRIGGER run_deleted AFTER DELETE ON runledger.run REFERENCING OLD TABLE AS deleted
  FOR EACH STATEMENT EXECUTE FUNCTION runledger.run_deleted();
`;
