import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { OrdinaryUser } from "./ordinary-user.ts";

/**
 * Runs the server, and waits for a line that says which signal ends it. Where that never comes, since whoever would have
 * sent it is dead, its input ends instead: then the server is ended and its folder deleted. The signal is sent again and
 * again, since a server that has only just begun ignores it.
 */
const SCRIPT = `
folder=$1; shift
{ "$@" & echo $! >"$folder/pid"; wait $!; echo >"$folder/ended"; } &
read -r signal
until [ -e "$folder/ended" ]
do kill -s "\${signal:-QUIT}" "$(cat "$folder/pid")" 2>/dev/null; sleep 0.02
done
[ -n "$signal" ] || rm -rf "$folder"`;

/** What is to be kept. */
export interface Kept {
  /** The server's folder, which is deleted with it where this process dies. */
  readonly folder: string;
  readonly command: readonly string[];
  /** The file that it prints into. */
  readonly log: string;
  readonly user: OrdinaryUser | undefined;
}

/** Keeps a server running: until it is told to stop, or until this process is gone, however that ends. */
export class Keeper {
  readonly #shell: ChildProcess;
  readonly #folder: string;

  constructor({ command, folder, log, user }: Kept) {
    this.#folder = folder;
    for (const name of ["ended", "pid"]) rmSync(join(folder, name), { force: true });
    const output = openSync(log, "a");
    this.#shell = spawn("/bin/sh", ["-c", SCRIPT, "keep-postgres", folder, ...command], {
      stdio: ["pipe", output, output],
      // A group of its own: what is typed at the terminal to stop the tests is not for the server.
      detached: true,
      ...user,
    });
    closeSync(output);
    // It is not waited for: a process that has nothing else to do may end, and takes the server with it.
    this.#shell.unref();
    (this.#shell.stdin as unknown as { unref?(): void }).unref?.();
  }

  /** Whether the server has ended by itself. */
  get hasEnded(): boolean {
    return this.#isGone || existsSync(join(this.#folder, "ended"));
  }

  /** Ends the server with a signal, and resolves when it is gone. */
  async stop(signal: "INT" | "QUIT" | "TERM" | "KILL"): Promise<void> {
    await this.#end(`${signal}\n`);
  }

  /** Ends the server and deletes its folder, even if this process doesn't live to see it. */
  async remove(): Promise<void> {
    await this.#end("");
  }

  async #end(line: string): Promise<void> {
    if (this.#isGone) return;
    this.#shell.ref();
    const gone = once(this.#shell, "exit");
    this.#shell.stdin?.end(line);
    await gone;
  }

  get #isGone(): boolean {
    return this.#shell.exitCode !== null || this.#shell.signalCode !== null;
  }
}
