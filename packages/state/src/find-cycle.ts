/**
 * Looks for things that wait for each other in a circle.
 *
 * @param waitsFor for each id, the ids that it waits for; ids that have no entry wait for nothing
 * @returns the circle in the order of waiting, its first id again at the end; undefined where there is none
 */
export function findCycle(
  waitsFor: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  const done = new Set<string>();
  for (const start of waitsFor.keys()) {
    const cycle = findCycleFrom(start, waitsFor, done);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

/** Walks depth first with a stack of its own, since a chain may be longer than the engine's stack. */
function findCycleFrom(
  start: string,
  waitsFor: ReadonlyMap<string, readonly string[]>,
  done: Set<string>,
): readonly string[] | undefined {
  if (done.has(start)) return undefined;
  /** The way from the start to here, with how many of each id's neighbours have been looked at. */
  const way: { id: string; next: number }[] = [{ id: start, next: 0 }];
  const onWay = new Set([start]);
  for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
    const neighbour = waitsFor.get(here.id)?.[here.next++];
    if (neighbour === undefined) {
      way.pop();
      onWay.delete(here.id);
      done.add(here.id);
    } else if (onWay.has(neighbour)) {
      const ids = way.map(({ id }) => id);
      return [...ids.slice(ids.indexOf(neighbour)), neighbour];
    } else if (!done.has(neighbour)) {
      way.push({ id: neighbour, next: 0 });
      onWay.add(neighbour);
    }
  }
  return undefined;
}
