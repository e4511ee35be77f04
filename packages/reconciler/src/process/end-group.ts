import { setTimeout as wait } from "node:timers/promises";
import { mayLeadGroup, type ProcessMark } from "./process-mark.ts";

/** How often it is looked whether a group has ended, in milliseconds. */
const LOOK = 20;

/** How long the system may take to end what is killed, in milliseconds. */
const KILLED = 5000;

/**
 * Ends a process group: asks it to, and after a grace ends it by force. Returns once nothing of it is left.
 *
 * @param grace in milliseconds
 * @throws Error if something of it is left all the same
 */
export async function endGroup(mark: ProcessMark, grace: number): Promise<void> {
  if (!isGroup(mark.pid) || !(await mayLeadGroup(mark))) return;
  if (grace > 0) {
    tell(mark.pid, "SIGTERM");
    if (await isGone(mark.pid, grace)) return;
  }
  tell(mark.pid, "SIGKILL");
  if (await isGone(mark.pid, KILLED)) return;
  throw new Error(`Process group ${mark.pid} is still there, though it was killed.`);
}

async function isGone(pid: number, within: number): Promise<boolean> {
  for (let waited = 0; waited <= within; waited += LOOK) {
    if (!isGroup(pid)) return true;
    await wait(LOOK);
  }
  return !isGroup(pid);
}

function isGroup(pid: number): boolean {
  try {
    process.kill(-pid, 0);
    return true;
  } catch (error) {
    // One that may not be asked is somebody else's by now.
    return (error as NodeJS.ErrnoException).code === undefined;
  }
}

function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}
