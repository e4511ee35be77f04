import { execFile } from "node:child_process";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { readShort } from "./files.ts";

/** Who leads a process group. A process id is used again; with when the process began it isn't. */
export interface ProcessMark {
  readonly pid: number;
  /** Since when the machine is up, as the system names it. Empty: it has no name for that. */
  readonly boot: string;
  /** When it began, as the system writes it. Empty: it had ended before it was asked. */
  readonly began: string;
}

/** Reads who leads the group of an attempt; undefined if nothing was started, as far as can be told. */
export async function readMark(folder: string): Promise<ProcessMark | undefined> {
  const pid = Number(await readShort(join(folder, "pid"), 16));
  if (!Number.isSafeInteger(pid) || pid <= 1) return undefined;
  const known = join(folder, "began");
  const noted = await readFile(known, "utf8").catch(() => undefined);
  if (noted !== undefined) {
    const [boot = "", ...began] = noted.split(" ");
    return { pid, boot, began: began.join(" ") };
  }
  const mark = await markNow(pid);
  await writeFile(`${known}.new`, `${mark.boot} ${mark.began}`);
  await rename(`${known}.new`, known);
  return mark;
}

/** Marks a process as it is now. */
export async function markNow(pid: number): Promise<ProcessMark> {
  return { pid, boot: await bootNow(), began: await beginOf(pid) };
}

/** Tells whether the process is still there, and still the same one. */
export async function isRunning({ began, boot, pid }: ProcessMark): Promise<boolean> {
  return began !== "" && boot === (await bootNow()) && (await beginOf(pid)) === began;
}

/**
 * Tells whether a process group with its number may be its own: its leader is the same one, or has ended and left the number to
 * what it had started. A number isn't given away again while a group has it, but after the machine was started anew.
 */
export async function mayLeadGroup({ began, boot, pid }: ProcessMark): Promise<boolean> {
  if (boot !== (await bootNow())) return false;
  const now = await beginOf(pid);
  return now === "" || now === began;
}

async function bootNow(): Promise<string> {
  return (await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "")).trim();
}

/** Gets when a process began; empty if there is none. */
async function beginOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  if (stat !== undefined) {
    // The name stands in parentheses and may hold anything. The state is the first field after it, the begin the 20th.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "" : (fields[19] ?? "");
  }
  const { stdout } = await promisify(execFile)("ps", ["-o", "lstart=", "-p", String(pid)]).catch(
    () => ({ stdout: "" }),
  );
  return stdout.trim();
}
