import { setImmediate } from "node:timers/promises";

/** How many items to work on before others get a turn: some milliseconds' worth. */
const BREATH = 500;

/**
 * Lets others have a turn of the event loop between the items of long work.
 *
 * @param done how many items are done
 */
export async function breathe(done: number): Promise<void> {
  if (done > 0 && done % BREATH === 0) await setImmediate();
}
