import type { Lifecycle } from "../lifecycle.ts";

/**
 * Lists the edges that no path over other values implies (the transitive reduction), as pairs of
 * numbers. Legality is reachability, so these say all that the declared edges say, with the fewest
 * arrows.
 */
export function diagramEdges(lifecycle: Lifecycle): (readonly [from: number, to: number])[] {
  return lifecycle.values.flatMap((from) =>
    from.followedBy
      .filter((to) => !from.followedBy.some((by) => by !== to && lifecycle.reachable(by, to)))
      .map((to) => [from.number, to] as const),
  );
}
