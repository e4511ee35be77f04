import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** A gateway as a process of its own, as users start it. */
export interface SpawnedGateway {
  readonly process: ChildProcess;
  /** All that it has printed so far. */
  readonly output: () => { readonly out: string; readonly error: string };
  /** Resolves with what was matched once standard output has it. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves with the exit code and the signal once it has ended and all of its output is there. */
  readonly ended: Promise<readonly [code: number | null, signal: NodeJS.Signals | null]>;
}

const main = fileURLToPath(new URL("../main.ts", import.meta.url));

/** Starts the program from its sources. It is killed with the test, if it still runs. */
export function spawnGateway(args: readonly string[], environment: object = {}): SpawnedGateway {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, ["--conditions=@runledger/source", main, ...args], {
    env: { PATH, HOME, NODE_COMPILE_CACHE, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let out = "";
  let error = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (error += text));
  return {
    process: child,
    output: () => ({ out, error }),
    printed: async (pattern) => {
      for (;;) {
        const found = pattern.exec(out);
        if (found !== null) return found;
        await once(child.stdout, "data");
      }
    },
    ended: once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>,
  };
}
