/** Lets JSON show maps, as `JSON.stringify` calls it. */
export function mapsAsObjects(_: string, value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries(value) : value;
}
