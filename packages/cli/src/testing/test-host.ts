import type { Host } from "../command/host.ts";
import { TestClock } from "./test-clock.ts";
import { TextOutput } from "./text-output.ts";

/** Makes a host that keeps what is written, never waits, and isn't told to stop. */
export function testHost(more: Partial<Host> = {}): {
  host: Host;
  stdout: TextOutput;
  stderr: TextOutput;
} {
  const stdout = new TextOutput();
  const stderr = new TextOutput();
  const host: Host = {
    env: {},
    stdout,
    stderr,
    clock: new TestClock(Date.UTC(2026, 0, 2)),
    random: () => 0.5,
    stop: new AbortController().signal,
    input: undefined,
    interrupt: () => {},
    ...more,
  };
  return { host, stdout, stderr };
}
