import type { Case, Metrics } from "../suite.ts";
import { type ContenderName, withQueue } from "./contenders.ts";

/** How many children the map has. */
const CHILDREN = 10_000;

/** Names the case. */
export function mapName(contender: ContenderName): string {
  return `map ${contender}`;
}

/** Measures a map over 10,000 children, from the first one's declaration to the last one's end, by one worker. */
export function mapCase(contender: ContenderName): Case {
  const run = (): Promise<Metrics> =>
    withQueue(contender, async (queue) => {
      await queue.work(1, () => {});
      const began = performance.now();
      await queue.add(0, CHILDREN);
      await queue.ended(CHILDREN);
      const seconds = (performance.now() - began) / 1000;
      return { s: seconds, "MB resident": process.memoryUsage.rss() / 1e6 };
    });
  return { name: mapName(contender), run };
}
