import type { makeMirror } from "./mirror-pair.ts";

/** How tests wait for what a mirror does: not longer than a minute, in which the machine may have much else to do. */
export const waiting = { timeout: 55_000, interval: 20 } as const;

/** Runs a mirror while something is done. What it has told is in the error where that fails. */
export async function following(
  { mirror, log }: ReturnType<typeof makeMirror>,
  work: () => Promise<unknown>,
): Promise<void> {
  const stop = new AbortController();
  const followed = mirror.follow(stop.signal);
  try {
    await Promise.race([work(), followed.then(() => Promise.reject(new Error("it has ended")))]);
  } catch (error) {
    throw new Error(`the mirror has told:\n${log.text.slice(-5000)}`, { cause: error });
  } finally {
    stop.abort();
    await followed;
  }
}
