import { stopSignals } from "./stop-signals.mjs";

/**
 * Makes one of several requests to stop that come within half a second.
 *
 * Somebody presses Ctrl-C once: the terminal tells every process of its group, npm hands on what it got, and a shell
 * between the two may die of it, which counts as a request as well. To a program that takes a second signal for "now,
 * at once" that would look like impatience. Call it before anybody listens.
 *
 * @param {Pick<NodeJS.EventEmitter, "emit">} target the process, or something that emits as it does
 * @param {() => number} now in milliseconds
 */
export function joinSignals(target, now) {
  const emit = target.emit;
  let last = Number.NEGATIVE_INFINITY;
  target.emit = function (name, ...rest) {
    if (stopSignals.some((signal) => signal === name)) {
      const at = now();
      if (at - last < 500) return true;
      last = at;
    }
    return emit.call(this, name, ...rest);
  };
}
