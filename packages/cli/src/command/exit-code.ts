/** What a command's exit codes mean. Said in each command's help. */
export const exitCode = {
  /** All that was asked for was done. */
  ok: 0,
  /** Something was refused, or the gateway could not be reached. */
  failed: 1,
  /** The command line or the input is wrong: nothing was sent. */
  usage: 2,
  /** A mistake in this program. */
  internal: 3,
  /** Stopped by Ctrl-C: 128 and the number of SIGINT, as shells have it. */
  interrupted: 130,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
