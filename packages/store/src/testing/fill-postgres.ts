import { runStatement } from "../conformance/index.ts";

const [runs, actions, reports, projects] = [3000, 12, 2, 10];

// Rows that nothing but their number makes different. The guard would read each of them for nothing.
const fillings = [
  `INSERT INTO runledger.run (org, project, domain, name, revision, action_count, open_count, declared, settled, feed, source,
    created_at, updated_at, phase, task_name, task_version, trigger_name, created_by, engine, labels, status, metadata, spec)
  SELECT '', 'p' || n % ${projects}, 'd', 'r' || n, ${actions * reports}, ${actions}, 1, true, false, pg_current_xact_id(), 0,
    n, n, 1, 't', '', '', '', '', '{"k":"v' || n % 50 || '"}', '', '', '' FROM generate_series(1, ${runs}) AS n`,
  `INSERT INTO runledger.run_label (run_id, key, value)
  SELECT id, 'k', 'v' || id % 50 FROM runledger.run ON CONFLICT DO NOTHING`,
  `INSERT INTO runledger.action (run_id, number, name, parent, "group", type, task_name, task_type, phase, attempt, max_attempts,
    created_at, updated_at, error_kind, error_code, cache_status, abort_state, abort_due_at, revision, status, metadata, record)
  SELECT id, n, CASE n WHEN 1 THEN 'a0' ELSE 'x' || n END, CASE n WHEN 1 THEN '' ELSE 'a0' END, '', 1, 't', 'python',
    CASE n WHEN 1 THEN 1 ELSE 4 + n % 4 END, 1, 0, 1, 1, 0, '', 0, 0, CASE WHEN n = 9 AND id % 200 = 0 THEN id END, n * ${reports},
    repeat('s', 50)::bytea, repeat('m', 50)::bytea, repeat('r', 200)::bytea
  FROM runledger.run, generate_series(1, ${actions}) AS n`,
  `INSERT INTO runledger.event (run_id, revision, action_number, attempt, phase, version, outcome, received_at, producer, event)
  SELECT run_id, revision - v, number, 1, phase, v, 1, 1, '', repeat('e', 100)::bytea
  FROM runledger.action, generate_series(0, ${reports - 1}) AS v`,
  `INSERT INTO runledger.attempt_error (run_id, action_number, attempt, kind, at, code, message)
  SELECT run_id, number, 1, 1, 1, 'c', 'm' FROM runledger.action WHERE number % 10 = 0`,
  `INSERT INTO runledger.quarantine (project, domain, run, action, attempt, phase, version, outcome, rule, message, from_phase,
    from_attempt, legal, received_at, producer, event)
  SELECT 'p' || n % ${projects}, 'd', 'r' || n % ${runs}, 'x', 1, 1, 0, 6, 'RL' || n % 40, '', 1, 1, '[]', n, '', ''
  FROM generate_series(1, 5000) AS n`,
  `INSERT INTO runledger.work (run_id, action_number, project, task_type, due_at, deadline_at, owner, leased_until, fence, record)
  SELECT run_id, number, 'p', 'python', 1, run_id, '', 0, 0, '' FROM runledger.action WHERE number BETWEEN 2 AND 12`,
  `INSERT INTO runledger.deleted_run (id, org, project, domain, name, revision, feed, deleted_at, swept)
  SELECT 1000000 + n, '', 'p' || n % ${projects}, 'd', 'gone' || n, 1, pg_current_xact_id(), n, n > 100
  FROM generate_series(1, 5000) AS n`,
];

/** Fills a database that a store has made: enough that going through a table costs more than its indices. */
export async function fillPostgres(url: string): Promise<void> {
  const all = ["SET LOCAL session_replication_role = replica", ...fillings].join(";\n");
  await runStatement(url, `DO $fill$ BEGIN ${all}; END $fill$`);
  await runStatement(url, "ANALYZE");
}
