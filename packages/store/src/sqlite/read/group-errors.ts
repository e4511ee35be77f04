import type { ErrorGroupRow } from "../../queries.ts";
import type { Connection } from "../connection.ts";

/** Whose errors are grouped. */
export type ErrorScope =
  | { readonly runId: number }
  | { readonly project: string; readonly domain: string };

/** How many actions a group names. */
const ACTIONS_NAMED = 5;

/** Of errors raised at the same time, the one whose message sorts last is shown: numbers of rows tell who came first. */
const groups = (from: string): string => `
WITH error AS (SELECT attempt_error.* FROM ${from}),
ranked AS (
  SELECT *, row_number() OVER (
    PARTITION BY kind, code ORDER BY at DESC, message DESC) AS place
  FROM error),
named AS (
  SELECT kind, code, name, row_number() OVER (PARTITION BY kind, code ORDER BY name) AS place
  FROM (SELECT DISTINCT error.kind, error.code, action.name FROM error
    JOIN action ON action.run_id = error.run_id AND action.number = error.action_number))
SELECT kind, code, count(*), min(at), max(at), max(message) FILTER (WHERE place = 1),
  (SELECT json_group_array(name ORDER BY name) FROM named
    WHERE named.kind = ranked.kind AND named.code = ranked.code AND named.place <= ${ACTIONS_NAMED})
FROM ranked GROUP BY kind, code ORDER BY count(*) DESC, kind, code`;

const OF_RUN = groups("attempt_error WHERE run_id = ?");
const OF_PROJECT = groups(
  "run JOIN attempt_error ON attempt_error.run_id = run.id WHERE run.project = ? AND run.domain = ?",
);

/** Groups errors by kind and code, the most frequent first. */
export function groupErrors(connection: Connection, scope: ErrorScope): ErrorGroupRow[] {
  const rows =
    "runId" in scope
      ? connection.all(OF_RUN, scope.runId)
      : connection.all(OF_PROJECT, scope.project, scope.domain);
  return rows.map(([kind, code, count, firstAt, lastAt, message, actions]) => ({
    kind: Number(kind),
    code: String(code),
    count: Number(count),
    firstAt: Number(firstAt),
    lastAt: Number(lastAt),
    message: String(message),
    actions: JSON.parse(String(actions)) as string[],
  }));
}
