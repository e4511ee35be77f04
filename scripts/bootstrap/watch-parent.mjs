/**
 * Calls back once the process that started this one is gone.
 *
 * npm runs a script through a shell. Debian's shell stays in between, dies of the SIGTERM that npm hands on to it, and
 * tells nobody: without this, `kill` on npm would leave the gateway running. The system does not tell of a parent's end,
 * so it is asked four times a second, which costs nothing that one could measure.
 *
 * @param {() => void} gone
 */
export function watchParent(gone) {
  // Windows never gives a process another parent, and has no signals to hand on.
  if (process.platform === "win32") return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, 250);
  timer.unref();
}
