import { setImmediate } from "node:timers/promises";

/** How many items to work on before others get a turn: some milliseconds' worth. */
const BREATH = 500;

/**
 * Tells whether it is time to let others have a turn of the event loop, between the items of long work. Asked for by itself,
 * since to wait for nothing after each item costs more than some items do.
 *
 * @param done how many items are done
 */
export function isTimeToBreathe(done: number): boolean {
  return done > 0 && done % BREATH === 0;
}

/** Lets others have a turn of the event loop. */
export async function breathe(): Promise<void> {
  await setImmediate();
}
