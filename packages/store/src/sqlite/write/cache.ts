import { fillCacheSql, reserveCacheSql } from "../../cache-sql.ts";
import type { CacheAnswer, CacheEntry, CachePlace } from "../../store.ts";
import type { Cell } from "../../table/pack-cells.ts";
import type { Connection } from "../connection.ts";

const SELECT =
  "SELECT outputs, source FROM cache WHERE project = ? AND domain = ? AND key = ? AND outputs IS NOT NULL";
const RESERVE = reserveCacheSql("", (number) => `?${number}`);
const FILL = fillCacheSql("", (number) => `?${number}`);

/** Looks into the cache, and reserves the place where nothing is. */
export function reserveCache(connection: Connection, place: CachePlace): CacheAnswer {
  const row = connection.get(SELECT, ...keyOf(place));
  if (row !== undefined) {
    const [outputs, source] = row as Uint8Array[];
    if (outputs !== undefined && source !== undefined)
      return { kind: "filled", entry: { outputs, source } };
  }
  const { actionNumber, runId } = place;
  const reserved = connection.get(RESERVE, ...keyOf(place), runId, actionNumber);
  return { kind: reserved === undefined ? "filling" : "reserved" };
}

/** Puts an entry into the cache. */
export function fillCache(connection: Connection, place: CachePlace, entry: CacheEntry): void {
  const { actionNumber, runId } = place;
  connection.run(FILL, ...keyOf(place), runId, actionNumber, entry.outputs, entry.source);
}

function keyOf({ domain, key, project }: CachePlace): Cell[] {
  return [project, domain, key];
}
