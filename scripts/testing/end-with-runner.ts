const isArmed = Symbol.for("runledger.end-with-runner");

/**
 * Ends a worker when the runner that started it is gone. Without this one whose runner was killed goes on with its tests, for
 * nobody, on a core of its own. A worker runs many files, and this before each.
 */
if (!Reflect.has(globalThis, isArmed)) {
  Reflect.set(globalThis, isArmed, true);
  process.once("disconnect", () => {
    // vitest keeps process.exit from tests.
    process.kill(process.pid, "SIGKILL");
  });
}
