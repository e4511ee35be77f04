import { type ChildProcess, spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { OUTPUTS } from "../outputs-file.ts";
import type { Work } from "../plugin.ts";
import type { ProcessCommand } from "./command-of.ts";

// The shell stands before the command and leads its process group: it leaves behind who it is before anything runs, and how
// the command ended, which nobody else can tell once this process is gone. Files appear whole, by renaming.
const WRAPPER = `
printf '%s' "$$" > "$RUNLEDGER_FOLDER/pid.new" && mv "$RUNLEDGER_FOLDER/pid.new" "$RUNLEDGER_FOLDER/pid" || exit 125
[ -n "$RUNLEDGER_CPU_SECONDS" ] && ulimit -t "$RUNLEDGER_CPU_SECONDS"
[ -n "$RUNLEDGER_MEMORY_KIB" ] && ulimit -v "$RUNLEDGER_MEMORY_KIB"
[ -n "$RUNLEDGER_FILE_BLOCKS" ] && ulimit -f "$RUNLEDGER_FILE_BLOCKS"
trap : TERM INT HUP
"$@" < /dev/null > "$RUNLEDGER_FOLDER/stdout" 2> "$RUNLEDGER_FOLDER/stderr" &
child=$!
wait "$child"; code=$?
while kill -0 "$child" 2> /dev/null; do wait "$child"; code=$?; done
printf '%s' "$code" > "$RUNLEDGER_FOLDER/exit.new" && mv "$RUNLEDGER_FOLDER/exit.new" "$RUNLEDGER_FOLDER/exit"
`;

/**
 * Starts the command of an attempt, in a process group of its own.
 *
 * @param ended is called once it has ended
 * @throws Error if it can't be started: the working directory isn't there, the machine has no room for another process
 */
export async function startCommand(
  command: ProcessCommand,
  work: Work,
  ended: () => void,
): Promise<ChildProcess> {
  await mkdir(work.folder, { recursive: true });
  const child = spawn("/bin/sh", ["-c", WRAPPER, "runledger", ...command.command], {
    cwd: command.cwd ?? work.folder,
    detached: true,
    stdio: "ignore",
    env: defined({
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      LANG: process.env["LANG"],
      ...command.env,
      RUNLEDGER_FOLDER: work.folder,
      RUNLEDGER_OUTPUTS: join(work.folder, OUTPUTS),
      RUNLEDGER_ERROR: join(work.folder, "error.json"),
      RUNLEDGER_RUN: work.action.run?.name,
      RUNLEDGER_ACTION: work.action.name,
      RUNLEDGER_ATTEMPT: String(work.attempt),
      RUNLEDGER_CPU_SECONDS: command.cpuSeconds?.toString(),
      RUNLEDGER_MEMORY_KIB: kibibytes(command.memoryBytes),
      RUNLEDGER_FILE_BLOCKS: String(Math.ceil(command.fileBytes / 512)),
    }),
  });
  const done = (): void => {
    ended();
    work.wake();
  };
  child.once("exit", done);
  await new Promise<void>((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });
  child.unref();
  return child;
}

function kibibytes(bytes: number | undefined): string | undefined {
  return bytes === undefined ? undefined : String(Math.ceil(bytes / 1024));
}

/** Leaves out what isn't there: a variable that is empty is something else. */
function defined(variables: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter((each): each is [string, string] => each[1] !== undefined),
  );
}
