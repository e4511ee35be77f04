import { runStatement } from "./run-statement.ts";

const TABLES = `SELECT string_agg(format('runledger.%I', relname), ', ') FROM pg_class
  WHERE relnamespace = to_regnamespace('runledger') AND relkind = 'r'
    AND relname IN ('run', 'run_label', 'deleted_run', 'action', 'attempt_error', 'event', 'quarantine', 'entity', 'work', 'cache', 'task_type')`;

/** Empties the tables of a store's database, if it has any: quicker than making another one. */
export async function emptyDatabase(url: string): Promise<void> {
  const [[tables] = []] = await runStatement(url, TABLES);
  if (typeof tables !== "string") return;
  await runStatement(url, `TRUNCATE ${tables} RESTART IDENTITY`);
  await runStatement(url, "UPDATE runledger.forgotten SET feed = '0', run_id = 0");
}
