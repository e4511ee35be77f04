/** What a process that was killed has instead of an exit code, in these tests. */
export const killed = -2;

/**
 * Tells the exit code of a process that was sent a signal.
 *
 * @param orderly what it ends with where it can end in good order. Windows has no signals: there, any of them kills
 */
export function codeAfter(signal: NodeJS.Signals, orderly: number): number {
  return signal === "SIGKILL" || process.platform === "win32" ? killed : orderly;
}
