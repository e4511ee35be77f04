import type { Report } from "@runledger/ledger";
import type { Done } from "./client.ts";

/** Follows a run: tells `has` the name of each action that comes, until the signal aborts. */
export type Follow = (has: (name: string) => void, signal: AbortSignal) => Promise<void>;

/**
 * Reports on a run that is followed, each report when its action has come. Says how long that took, in milliseconds: from a
 * report's sending until it was answered and its action was there, all of them together.
 *
 * @param reports each on an action of its own; the first begins the run, and isn't measured
 */
export async function watch(
  [first, ...reports]: readonly Report[],
  record: (report: Report) => Promise<unknown>,
  follow: Follow,
): Promise<Done> {
  if (first === undefined) return { ms: 0 };
  await record(first);
  const ending = new AbortController();
  let wanted = "";
  let wake = (): void => undefined;
  const come = (name: string): Promise<void> => {
    wanted = name;
    return new Promise((resolve) => (wake = resolve));
  };
  const begun = come(nameOf(first));
  const following = follow((name) => {
    if (name === wanted) wake();
  }, ending.signal).catch((error: unknown) => {
    if (!ending.signal.aborted) throw error;
  });
  await Promise.race([begun, following]);
  const begin = performance.now();
  for (const report of reports) {
    const has = come(nameOf(report));
    await Promise.all([record(report), has]);
  }
  const ms = performance.now() - begin;
  ending.abort();
  await following;
  return { ms };
}

function nameOf({ event }: Report): string {
  return event.id?.name ?? "";
}
