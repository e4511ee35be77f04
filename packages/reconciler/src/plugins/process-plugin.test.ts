import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AbortState, type ActionDetails, ExecutionError_ErrorKind } from "@runledger/proto";
import { describe, expect, test } from "vitest";
import { Bench } from "../testing/open.ts";
import { PROCESS, processPlugin } from "./process-plugin.ts";

const timeout = 60_000;
const plugin = () => processPlugin({ grace: 200, pollInterval: 10 });
const shell = (script: string) => ({ command: ["sh", "-c", script] });
const isRunning = ({ attempts }: ActionDetails) => attempts.at(-1)?.phase === 4;

function folderOf(bench: Bench, name: string, attempt = 1): string {
  return join(bench.folder, "project", "test", "r", name, String(attempt));
}

async function pidIn(bench: Bench, name: string, file: string): Promise<number> {
  const path = join(folderOf(bench, name), file);
  await expect
    .poll(() => existsSync(path) && readFile(path, "utf8"), { timeout })
    .toMatch(/^\d+\s*$/);
  return Number(await readFile(path, "utf8"));
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("a command", { timeout }, () => {
  test("runs, prints, and leaves its outputs", async () => {
    const bench = await Bench.open();
    bench.work({ plugins: [plugin()] });
    const script = 'echo "hello $WHO"; echo oops >&2; echo "{\\"n\\":1}" > "$RUNLEDGER_OUTPUTS"';
    await bench.declare(PROCESS, { it: { custom: { ...shell(script), env: { WHO: "world" } } } });
    const { attempts } = await bench.ended("it");
    const [stderr, stdout] = attempts[0]?.logInfo ?? [];
    expect(await readFile(fileURLToPath(stdout?.uri ?? ""), "utf8")).toBe("hello world\n");
    expect(await readFile(fileURLToPath(stderr?.uri ?? ""), "utf8")).toBe("oops\n");
    expect(await readFile(fileURLToPath(attempts[0]?.outputs?.outputUri ?? ""), "utf8")).toBe(
      '{"n":1}\n',
    );
  });

  test.each([
    {
      what: "a code",
      custom: shell("echo why >&2; exit 3"),
      code: "Exit3",
      message: /code 3\.\nwhy/,
      tries: 2,
    },
    {
      what: "a signal",
      custom: shell("kill -SEGV $$"),
      code: "SIGSEGV",
      message: /SIGSEGV/,
      tries: 2,
    },
    {
      what: "not being there",
      custom: { command: ["no-such-command-here"] },
      code: "CommandNotFound",
      message: /no-such-command-here/,
      tries: 1,
    },
    {
      what: "an error document",
      custom: shell(
        'echo "{\\"code\\":\\"BadRow\\",\\"message\\":\\"row 7\\"}" > "$RUNLEDGER_ERROR"; exit 1',
      ),
      code: "BadRow",
      message: /^row 7$/,
      tries: 1,
    },
    {
      what: "an endless output",
      custom: { ...shell("yes"), fileBytes: 4096 },
      code: /SIG|Exit/,
      message: /./,
      tries: 2,
    },
  ])("that ends with $what has failed", async ({ code, custom, message, tries }) => {
    const bench = await Bench.open();
    bench.work({ plugins: [plugin()] });
    await bench.declare(PROCESS, { it: { custom, maxAttempts: 2 } });
    const { attempts } = await bench.ended("it");
    expect(attempts).toHaveLength(tries);
    expect(attempts.at(-1)?.error).toMatchObject({
      code: expect.stringMatching(code),
      message: expect.stringMatching(message),
      kind: ExecutionError_ErrorKind.USER,
    });
  });

  test.each([
    {
      custom: {},
      problem: "task_template.custom.command: must be a list of texts, the program first.",
    },
    {
      custom: { command: ["x"], timeoutMs: -1 },
      problem: "task_template.custom.timeoutMs: is -1, and must be a whole number above 0.",
    },
    { custom: { comand: ["x"] }, problem: /comand: isn't known. There are command, / },
  ])("that is $custom is refused before it starts", async ({ custom, problem }) => {
    const bench = await Bench.open();
    bench.work({ plugins: [plugin()] });
    await bench.declare(PROCESS, { it: { custom } });
    const { attempts } = await bench.ended("it");
    expect(attempts[0]?.error?.message).toMatch(problem);
  });

  test("that is aborted is gone with everything that it has started, though it won't hear", async () => {
    const bench = await Bench.open();
    bench.work({ plugins: [plugin()], lease: 60 });
    const script =
      'trap "" TERM; sleep 600 & echo $! > "$RUNLEDGER_FOLDER/grandchild"; wait; sleep 600';
    await bench.declare(PROCESS, { it: { custom: shell(script) } });
    const pid = await pidIn(bench, "it", "grandchild");
    expect(isThere(pid)).toBe(true);
    await bench.abort("it");
    await bench.until("it", ({ status }) => status?.abort?.state === AbortState.CONFIRMED);
    expect(isThere(pid)).toBe(false);
  });

  test("goes on while no worker is there, and the next one finds it", async () => {
    const bench = await Bench.open();
    const first = bench.work({ plugins: [plugin()] });
    const script =
      'echo started >> "$RUNLEDGER_FOLDER/starts"; while [ ! -f go ]; do sleep 0.02; done; touch "$RUNLEDGER_FOLDER/went"';
    await bench.declare(PROCESS, { it: { custom: { ...shell(script), cwd: bench.folder } } });
    await bench.until("it", isRunning);
    await pidIn(bench, "it", "pid");
    await first.stop();
    bench.work({ plugins: [plugin()] });
    await writeFile(join(bench.folder, "go"), "");
    await bench.ended("it");
    expect(await readFile(join(folderOf(bench, "it"), "starts"), "utf8")).toBe("started\n");
    expect(existsSync(join(folderOf(bench, "it"), "went"))).toBe(true);
  });

  test("that is gone without a trace is lost: a failure of the platform, made anew in the same attempt", async () => {
    const bench = await Bench.open();
    const first = bench.work({ plugins: [plugin()] });
    const script = "if [ -f first ]; then exit 0; fi; touch first; sleep 600";
    await bench.declare(PROCESS, { it: { custom: { ...shell(script), cwd: bench.folder } } });
    const pid = await pidIn(bench, "it", "pid");
    await expect.poll(() => existsSync(join(bench.folder, "first")), { timeout }).toBe(true);
    await first.stop();
    process.kill(-pid, "SIGKILL");
    bench.work({ plugins: [plugin()] });
    const { attempts } = await bench.ended("it");
    expect(attempts).toHaveLength(1);
    expect((await bench.told("it")).at(-1)).toBe("1:SUCCEEDED");
  });

  test("that takes too long is ended", async () => {
    const bench = await Bench.open();
    bench.work({ plugins: [plugin()] });
    await bench.declare(PROCESS, { it: { custom: { ...shell("sleep 600"), timeoutMs: 50 } } });
    await bench.ended("it");
    expect((await bench.told("it")).at(-1)).toBe("1:TIMED_OUT");
  });
});
