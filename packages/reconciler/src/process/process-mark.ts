import { execFile } from "node:child_process";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { readShort } from "./files.ts";

/** Who leads a process group. A process id is used again; with when the process began it isn't. */
export interface ProcessMark {
  readonly pid: number;
  /** As the system writes it. Empty: it had ended before it was asked. */
  readonly began: string;
}

/** Reads who leads the group of an attempt; undefined if nothing was started, as far as can be told. */
export async function readMark(folder: string): Promise<ProcessMark | undefined> {
  const pid = Number(await readShort(join(folder, "pid"), 16));
  if (!Number.isSafeInteger(pid) || pid <= 1) return undefined;
  const known = join(folder, "began");
  const began = await readFile(known, "utf8").catch(() => undefined);
  if (began !== undefined) return { pid, began };
  const now = await beginOf(pid);
  await writeFile(`${known}.new`, now);
  await rename(`${known}.new`, known);
  return { pid, began: now };
}

/** Tells whether the process is still there, and still the same one. */
export async function isRunning({ began, pid }: ProcessMark): Promise<boolean> {
  return began !== "" && (await beginOf(pid)) === began;
}

/** Gets when a process began, with the boot that it belongs to; empty if there is none. */
async function beginOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  if (stat !== undefined) {
    // The name stands in parentheses and may hold anything. The state is the first field after it, the begin the 20th.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z") return "";
    const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "");
    return `${boot.trim()} ${fields[19]}`;
  }
  const { stdout } = await promisify(execFile)("ps", ["-o", "lstart=", "-p", String(pid)]).catch(
    () => ({ stdout: "" }),
  );
  return stdout.trim();
}
