import { fillCacheSql, reserveCacheSql } from "../../cache-sql.ts";
import type { CacheAnswer, CacheEntry, CachePlace } from "../../store.ts";
import type { Ask } from "../lookups.ts";
import { prepare } from "../statement.ts";
import { toText } from "../to-text.ts";

const select = prepare(`
SELECT outputs, source FROM runledger.cache
WHERE project = $1 AND domain = $2 AND key = $3 AND outputs IS NOT NULL`);
const reserve = prepare(reserveCacheSql("runledger.", (number) => `$${number}`));
const fill = prepare(fillCacheSql("runledger.", (number) => `$${number}`));

/** Looks into the cache, and reserves the place where nothing is. */
export async function reserveCache(ask: Ask, place: CachePlace): Promise<CacheAnswer> {
  const [row] = await ask(select(...keyOf(place)));
  if (row !== undefined) {
    const [outputs, source] = row as Uint8Array[];
    if (outputs !== undefined && source !== undefined)
      return { kind: "filled", entry: { outputs, source } };
  }
  const { actionNumber, runId } = place;
  // Another worker may have filled it in between: then it is had at the next look.
  const reserved = await ask(reserve(...keyOf(place), runId, actionNumber));
  return { kind: reserved.length === 0 ? "filling" : "reserved" };
}

/** Puts an entry into the cache. */
export async function fillCache(ask: Ask, place: CachePlace, entry: CacheEntry): Promise<void> {
  const { actionNumber, runId } = place;
  await ask(fill(...keyOf(place), runId, actionNumber, entry.outputs, entry.source));
}

function keyOf({ domain, key, project }: CachePlace): [string, string, Buffer] {
  return [toText(project), toText(domain), Buffer.from(key)];
}
