import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** A child process of a test, and what it has printed. */
export interface Child {
  readonly process: ChildProcess;
  /** Resolves to the next line that it prints; undefined at its end. */
  readonly nextLine: () => Promise<string | undefined>;
  /** Kills it where it stands, and resolves to the lines that it had printed and nobody had read. */
  readonly kill: () => Promise<string[]>;
}

/**
 * Runs a module of this folder from its source in a process of its own. It is killed when the test has finished.
 *
 * @param user the number of the user to run it as, which only root may choose
 */
export function runChild(module: string, args: readonly string[], user?: number): Child {
  const child = spawn(
    process.execPath,
    [
      "--conditions=@runledger/source",
      "--disable-warning=ExperimentalWarning",
      fileURLToPath(new URL(module, import.meta.url)),
      ...args,
    ],
    { stdio: ["pipe", "pipe", "inherit"], ...(user === undefined ? {} : { uid: user, gid: user }) },
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => {
    const { done, value } = await lines.next();
    return done === true ? undefined : value;
  };
  const kill = async () => {
    child.kill("SIGKILL");
    const rest: string[] = [];
    for (let line = await nextLine(); line !== undefined; line = await nextLine()) rest.push(line);
    if (child.exitCode === null && child.signalCode === null) {
      await new Promise((resolve) => child.once("exit", resolve));
    }
    return rest;
  };
  onTestFinished(async () => {
    await kill();
  });
  return { process: child, nextLine, kill };
}
