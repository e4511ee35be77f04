import type { Clock } from "../clock.ts";

/**
 * Does something again and again, each time `milliseconds` after the last one was done. What it fails with is left to the
 * next time: a poll is what helps where everything else has failed.
 *
 * @returns a function that stops it
 */
export function poll(clock: Clock, milliseconds: number, work: () => Promise<unknown>): () => void {
  let stopped = false;
  let callOff = (): void => {};
  const again = (): void => {
    if (!stopped) callOff = clock.after(milliseconds, once);
  };
  const once = (): void => {
    work().then(again, again);
  };
  again();
  return () => {
    stopped = true;
    callOff();
  };
}
