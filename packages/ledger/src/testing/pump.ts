import { setImmediate } from "node:timers/promises";
import type { ManualClock } from "./manual-clock.ts";

/** Lets everything that can go on go on, for a number of turns of the event loop. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await setImmediate();
}

/** Lets time pass, a poll at a time, until a promise is settled. */
export async function pump<T>(clock: ManualClock, work: Promise<T>, step = 1000): Promise<T> {
  const settled = Promise.allSettled([work]);
  for (;;) {
    clock.advance(step);
    if ((await Promise.race([settled, setImmediate("waits")])) !== "waits") return work;
  }
}
