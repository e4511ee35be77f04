/**
 * Writes what reserves a place of the cache, the same for every database. It gives a row where the place was nobody's: nobody had
 * reserved it, or who had won't fill it any more. The parameters are project, domain, key, run and action.
 *
 * @param prefix stands before the names of tables
 * @param parameter writes a parameter by its number
 */
export function reserveCacheSql(prefix: string, parameter: (number: number) => string): string {
  const parameters = [1, 2, 3, 4, 5].map(parameter).join(", ");
  return `
INSERT INTO ${prefix}cache AS place (project, domain, key, run_id, action_number) VALUES (${parameters})
ON CONFLICT (project, domain, key) DO UPDATE SET run_id = excluded.run_id, action_number = excluded.action_number
WHERE place.outputs IS NULL AND (
  (place.run_id = excluded.run_id AND place.action_number = excluded.action_number)
  OR NOT EXISTS (SELECT 1 FROM ${prefix}work WHERE work.run_id = place.run_id
    AND work.action_number = place.action_number AND work.due_at IS NOT NULL))
RETURNING 1`;
}

/** Writes what fills a place of the cache. The parameters are project, domain, key, run, action, outputs and source. */
export function fillCacheSql(prefix: string, parameter: (number: number) => string): string {
  const parameters = [1, 2, 3, 4, 5, 6, 7].map(parameter).join(", ");
  return `
INSERT INTO ${prefix}cache (project, domain, key, run_id, action_number, outputs, source) VALUES (${parameters})
ON CONFLICT (project, domain, key) DO UPDATE SET run_id = excluded.run_id, action_number = excluded.action_number,
  outputs = excluded.outputs, source = excluded.source`;
}
