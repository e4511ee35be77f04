import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { ActionPhase, OutputReferencesSchema } from "@runledger/proto";
import { pathToFileURL } from "node:url";
import type { PluginResult } from "@runledger/state/reconcile";
import type { Plugin, Work } from "../plugin.ts";
import { workKey } from "../work-key.ts";
import { commandOf, type ProcessCommand } from "../process/command-of.ts";
import { endGroup } from "../process/end-group.ts";
import { fileExists, readShort } from "../process/files.ts";
import { failureOf, failureOfExit } from "../process/failure-of.ts";
import { logsOf } from "../process/logs-of.ts";
import { isRunning, type ProcessMark, readMark } from "../process/process-mark.ts";

/** The task type of commands. */
export const PROCESS = "process";

export interface ProcessPluginOptions {
  /** How long a command may take to end by itself when it is told to, in milliseconds. Default: 10,000. */
  readonly grace?: number;
  /** How often a command is looked after that was found again, in milliseconds. Default: 500. */
  readonly pollInterval?: number;
}

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
 * Does tasks of type `process`: a command on this machine, as `custom` of the template has it (see {@link commandOf}), in a
 * process group of its own. stdout and stderr go to files in the attempt's folder; a file `outputs.json` that the command
 * writes to `$RUNLEDGER_OUTPUTS` is its outputs, and one at `$RUNLEDGER_ERROR` says how it failed. A command survives the
 * worker: it is found again by its process id and start time, and if it isn't there any more and has left no exit code it is
 * lost, a failure of the platform. Not for Windows.
 */
export function processPlugin(options: ProcessPluginOptions = {}): Plugin {
  const { grace = 10_000, pollInterval = 500 } = options;
  const children = new Map<string, ChildProcess>();
  return {
    taskTypes: [PROCESS],

    problemOf: (spec) => {
      const command = commandOf(spec);
      return command.kind === "problem" ? command.problem : undefined;
    },

    timeoutOf: (spec) => {
      const command = commandOf(spec);
      return command.kind === "command" ? command.timeoutMs : undefined;
    },

    async handle(work) {
      const command = commandOf(work.spec);
      if (command.kind === "problem") throw new Error(command.problem);
      const mark = await readMark(work.folder);
      const key = workKey(work);
      if (await fileExists(join(work.folder, "exit"))) return resultOf(work);
      if (mark === undefined && !children.has(key)) {
        children.set(key, await start(command, work, () => children.delete(key)));
        return working(work, pollInterval);
      }
      if (children.has(key)) return working(work, 60_000);
      if (mark !== undefined && (await isRunning(mark))) return working(work, pollInterval);
      // It may have ended between the two looks.
      if (await fileExists(join(work.folder, "exit"))) return resultOf(work);
      return failureOf("Lost", "SYSTEM", true, "The process is gone and has left no exit code.");
    },

    async abort(work) {
      const mark = await markOf(work, children.get(workKey(work)));
      if (mark !== undefined) await endGroup(mark, grace);
      // What is made anew in the same attempt must not find what the old one left behind.
      await forget(work);
      return "ended";
    },

    async finalize(work) {
      const mark = await readMark(work.folder);
      // What the command has left running in its group.
      if (mark !== undefined) await endGroup(mark, 0);
    },
  };
}

/** A command that was started a moment ago may not have left its mark yet. */
async function markOf(
  work: Work,
  child: ChildProcess | undefined,
): Promise<ProcessMark | undefined> {
  const mark = await readMark(work.folder);
  if (mark !== undefined || child?.pid === undefined) return mark;
  return { pid: child.pid, began: "" };
}

async function start(
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
      RUNLEDGER_OUTPUTS: join(work.folder, "outputs.json"),
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

function working(work: Work, again: number): PluginResult {
  return {
    kind: "working",
    phase: ActionPhase.RUNNING,
    again,
    details: { logs: logsOf(work.folder) },
  };
}

async function resultOf(work: Work): Promise<PluginResult> {
  const { folder } = work;
  const code = Number(await readShort(join(folder, "exit"), 16));
  const details = { logs: logsOf(folder) };
  if (code !== 0) return { ...(await failureOfExit(folder, code)), details };
  const path = join(folder, "outputs.json");
  if (!(await fileExists(path))) return { kind: "succeeded", details };
  const outputs = create(OutputReferencesSchema, { outputUri: pathToFileURL(path).href });
  return { kind: "succeeded", outputs, details };
}

/** Removes what would be taken for the new resource's. */
async function forget({ folder }: Work): Promise<void> {
  for (const name of ["pid", "began", "exit", "error.json", "outputs.json"]) {
    await rm(join(folder, name), { force: true });
  }
}
