import type { ErrorGroupRow } from "../../queries.ts";
import type { ErrorScope } from "../../sqlite/read/group-errors.ts";
import type { Values } from "../read-rows.ts";
import { prepare, type Statement } from "../statement.ts";

/** How many actions a group names. */
const ACTIONS_NAMED = 5;

/** Of errors raised at the same time, the one whose message sorts last is shown: numbers of rows tell who came first. */
const groups = (from: string): string => `
WITH error AS (SELECT attempt_error.* FROM ${from}),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY kind, code ORDER BY at DESC, message DESC) AS place FROM error),
named AS (
  SELECT kind, code, name, row_number() OVER (PARTITION BY kind, code ORDER BY name) AS place
  FROM (SELECT DISTINCT error.kind, error.code, action.name FROM error
    JOIN runledger.action ON action.run_id = error.run_id AND action.number = error.action_number) AS each)
SELECT kind, code, count(*), min(at), max(at), max(message) FILTER (WHERE place = 1),
  (SELECT coalesce(json_agg(name ORDER BY name), '[]') FROM named
    WHERE named.kind = ranked.kind AND named.code = ranked.code AND named.place <= ${ACTIONS_NAMED})
FROM ranked GROUP BY kind, code ORDER BY count(*) DESC, kind, code`;

const ofRun = prepare(groups("runledger.attempt_error WHERE run_id = $1"));
const ofProject = prepare(
  groups(`runledger.run JOIN runledger.attempt_error ON attempt_error.run_id = run.id
    WHERE run.project = $1 AND run.domain = $2`),
);

/** Writes the groups of errors by kind and code, the most frequent first. */
export function groupErrors(scope: ErrorScope): Statement {
  return "runId" in scope ? ofRun(scope.runId) : ofProject(scope.project, scope.domain);
}

/** Reads what {@link groupErrors} found. */
export function readErrorGroup([
  kind,
  code,
  count,
  firstAt,
  lastAt,
  message,
  actions,
]: Values): ErrorGroupRow {
  return {
    kind: Number(kind),
    code: String(code),
    count: Number(count),
    firstAt: Number(firstAt),
    lastAt: Number(lastAt),
    message: String(message),
    actions: JSON.parse(String(actions)) as string[],
  };
}
