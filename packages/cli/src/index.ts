// The command as a function, for programs that bring their own streams, clock and signal.
export { type Clock, systemClock } from "./command/clock.ts";
export { type ExitCode, exitCode } from "./command/exit-code.ts";
export type { Host } from "./command/host.ts";
export { run } from "./command/run.ts";
export type { Output } from "./terminal/output.ts";
