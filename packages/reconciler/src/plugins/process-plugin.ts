import type { ChildProcess } from "node:child_process";
import { rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { ActionPhase } from "@runledger/proto";
import type { PluginResult } from "@runledger/state/reconcile";
import { OUTPUTS } from "../outputs-file.ts";
import type { Plugin, Work } from "../plugin.ts";
import { commandOf } from "../process/command-of.ts";
import { endGroup } from "../process/end-group.ts";
import { failureOf, failureOfExit } from "../process/failure-of.ts";
import { fileExists, readShort } from "../process/files.ts";
import { hostOf, stateOf } from "../process/host-of.ts";
import { LogShipper } from "../process/log-shipper.ts";
import { logsOf } from "../process/logs-of.ts";
import { outputsResult } from "../process/outputs-result.ts";
import { isRunning, markNow, type ProcessMark, readMark } from "../process/process-mark.ts";
import { startCommand } from "../process/start-command.ts";
import { workKey } from "../work-key.ts";

/** The task type of commands. */
export const PROCESS = "process";

export interface ProcessPluginOptions {
  /** How long a command may take to end by itself when it is told to, in milliseconds. Default: 10,000. */
  readonly grace?: number;
  /** How often a command is looked after that was found again, in milliseconds. Default: 500. */
  readonly pollInterval?: number;
  /** How often it is looked whether a command has printed more, in milliseconds. Default: 500. */
  readonly logInterval?: number;
  /**
   * Whether commands go on while no worker is there, so that the next one finds them. Default: true. False: they are ended with
   * the worker, which is right where nobody will know of them any more.
   */
  readonly outlive?: boolean;
}

/**
 * Does tasks of type `process`: a command on this machine, as `custom` of the template has it (see {@link commandOf}), in a
 * process group of its own. stdout and stderr are kept while it prints them; the JSON that it writes to `$RUNLEDGER_OUTPUTS` is
 * its outputs, and what it writes to `$RUNLEDGER_ERROR` says how it failed. A command survives the worker: it is found again by
 * its process id and start time, and if it isn't there any more and has left no exit code it is lost, a failure of the
 * platform. Not for Windows.
 */
export function processPlugin(options: ProcessPluginOptions = {}): Plugin {
  return new ProcessPlugin(options);
}

class ProcessPlugin implements Plugin {
  readonly taskTypes = [PROCESS];
  readonly #children = new Map<string, ChildProcess>();
  readonly #shippers = new Map<string, LogShipper>();
  /** How often it was tried in vain to keep what is left of an attempt. */
  readonly #keeps = new Map<string, number>();
  readonly #options: Required<ProcessPluginOptions>;

  constructor({ grace, logInterval, outlive, pollInterval }: ProcessPluginOptions) {
    this.#options = {
      grace: grace ?? 10_000,
      pollInterval: pollInterval ?? 500,
      logInterval: logInterval ?? 500,
      outlive: outlive ?? true,
    };
  }

  problemOf(spec: Work["spec"]): string | undefined {
    const command = commandOf(spec);
    return command.kind === "problem" ? command.problem : undefined;
  }

  timeoutOf(spec: Work["spec"]): number | undefined {
    const command = commandOf(spec);
    return command.kind === "command" ? command.timeoutMs : undefined;
  }

  async handle(work: Work): Promise<PluginResult> {
    const key = workKey(work);
    const mark = await readMark(work.folder);
    if (await this.#hasEnded(work)) return this.#result(work);
    const host = hostOf(work.state);
    if (mark === undefined && !this.#children.has(key)) {
      if (host !== undefined && host !== hostname()) return lost(`It was started on ${host}.`);
      await this.#start(work, key);
    } else if (mark !== undefined && !this.#children.has(key) && !(await isRunning(mark))) {
      // It may have ended between the two looks.
      if (await this.#hasEnded(work)) return this.#result(work);
      await this.#finishLogs(work).catch(() => {});
      return lost("The process is gone and has left no exit code.");
    }
    this.#follow(work, key);
    return {
      kind: "working",
      phase: ActionPhase.RUNNING,
      again: this.#children.has(key) ? CHILD : this.#options.pollInterval,
      details: { logs: logsOf(work.files) },
      state: stateOf(hostname()),
    };
  }

  async abort(work: Work): Promise<"ended"> {
    const mark = await markOf(work, this.#children.get(workKey(work)));
    if (mark !== undefined) await endGroup(mark, this.#options.grace);
    await this.#finishLogs(work);
    // What is made anew in the same attempt must not find what the old one left behind.
    await forget(work);
    return "ended";
  }

  async finalize(work: Work): Promise<void> {
    const mark = await readMark(work.folder);
    // What the command has left running in its group.
    if (mark !== undefined) await endGroup(mark, 0);
    if (work.files.elsewhere) await rm(work.folder, { recursive: true, force: true });
  }

  async close(): Promise<void> {
    if (!this.#options.outlive) {
      const pids = [...this.#children.values()].flatMap(({ pid }) =>
        pid === undefined ? [] : [pid],
      );
      const { grace } = this.#options;
      await Promise.all(pids.map(async (pid) => endGroup(await markNow(pid), grace)));
    }
    const shippers = [...this.#shippers.values()];
    this.#shippers.clear();
    await Promise.all(shippers.map((shipper) => shipper.finish()));
  }

  async #start(work: Work, key: string): Promise<void> {
    const command = commandOf(work.spec);
    if (command.kind === "problem") throw new Error(command.problem);
    const child = await startCommand(command, work, () => this.#children.delete(key));
    // It may be over already.
    if (child.exitCode === null && child.signalCode === null) this.#children.set(key, child);
  }

  #hasEnded({ folder }: Work): Promise<boolean> {
    return fileExists(join(folder, "exit"));
  }

  /** Says how a command has ended. Where its logs and outputs can't be kept, that is tried for a while: its work is done. */
  async #result(work: Work): Promise<PluginResult> {
    const { files, folder } = work;
    const details = { logs: logsOf(files) };
    const key = workKey(work);
    try {
      await this.#finishLogs(work);
      const code = Number(await readShort(join(folder, "exit"), 16));
      const result = code === 0 ? await outputsResult(work) : await failureOfExit(folder, code);
      this.#keeps.delete(key);
      return { ...result, details };
    } catch (error) {
      const keeps = (this.#keeps.get(key) ?? 0) + 1;
      this.#keeps.set(key, keeps);
      if (keeps >= MOST_KEEPS) throw error;
      return {
        kind: "working",
        phase: ActionPhase.RUNNING,
        again: this.#options.pollInterval,
        details,
      };
    }
  }

  #follow({ files, folder }: Work, key: string): void {
    if (this.#shippers.has(key)) return;
    this.#shippers.set(key, new LogShipper(folder, files, this.#options.logInterval));
  }

  /** Keeps all that was printed. */
  async #finishLogs(work: Work): Promise<void> {
    const key = workKey(work);
    this.#follow(work, key);
    await this.#shippers.get(key)?.finish();
    this.#shippers.delete(key);
  }
}

/** After how long a command is looked after that tells its end by itself, in milliseconds. */
const CHILD = 60_000;

/** How often it is tried to keep what is left of an attempt: with the usual pauses, for a minute. */
const MOST_KEEPS = 120;

function lost(why: string): PluginResult {
  return failureOf("Lost", "SYSTEM", true, why);
}

/** A command that was started a moment ago may not have left its mark yet. */
async function markOf(
  work: Work,
  child: ChildProcess | undefined,
): Promise<ProcessMark | undefined> {
  const mark = await readMark(work.folder);
  if (mark !== undefined || child?.pid === undefined) return mark;
  return markNow(child.pid);
}

/** Removes what would be taken for the new resource's. */
async function forget({ folder }: Work): Promise<void> {
  for (const name of ["pid", "began", "exit", "error.json", OUTPUTS]) {
    await rm(join(folder, name), { force: true });
  }
}
