/** What is told of claimed work beside its row: the columns of `claimedWorkShape`. */
export const CLAIMED_ACTION =
  "run.org, run.domain, run.name, action.name, run.phase, action.revision, action.metadata, action.record";

/** Parameters of the statement that finds work to lease, as the database writes them. */
export interface ClaimableParameters {
  readonly now: string;
  readonly perTaskType: string;
  readonly perProject: string;
  /** Tells whether the work's task type is wanted. */
  readonly isWanted: string;
  /** Tells whether leased work counts. */
  readonly counts: string;
  /** Stands before the names of tables. */
  readonly prefix: string;
}

/**
 * Writes what finds the work that may be leased, as `claimable`, the same for every database: due, nobody's, and within the
 * limits together with what is leased. Task types first, so that work which its type holds back takes no place of its project.
 */
export function claimableSql({
  counts,
  isWanted,
  now,
  perProject,
  perTaskType,
  prefix,
}: ClaimableParameters): string {
  const leased = (column: string): string =>
    `(SELECT count(*) FROM ${prefix}work AS leased WHERE leased.leased_until > ${now} AND leased.${column} = due.${column} AND ${counts})`;
  const place = (column: string): string =>
    `row_number() OVER (PARTITION BY ${column} ORDER BY deadline_at, run_id, action_number)`;
  return `
due_by_type AS (
  SELECT *, ${place("task_type")} AS place FROM ${prefix}work
  WHERE due_at IS NOT NULL AND (due_at <= ${now} OR leased_until > 0) AND leased_until <= ${now} AND ${isWanted}),
due_by_project AS (
  SELECT due.*, ${place("project")} AS project_place FROM due_by_type AS due
  WHERE due.place + ${leased("task_type")} <= ${perTaskType}),
claimable AS (
  SELECT due.* FROM due_by_project AS due WHERE due.project_place + ${leased("project")} <= ${perProject})`;
}
