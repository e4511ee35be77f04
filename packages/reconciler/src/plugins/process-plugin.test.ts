import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BlobStore, openBlobStore } from "@runledger/blobs";
import { AbortState, type ActionDetails, ExecutionError_ErrorKind } from "@runledger/proto";
import { describe, expect, onTestFinished, test } from "vitest";
import { Bench } from "../testing/open.ts";
import { PROCESS, processPlugin } from "./process-plugin.ts";

const timeout = 60_000;
const plugin = () => processPlugin({ grace: 200, pollInterval: 10, logInterval: 10 });
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

/** Blobs in a folder of their own, until the test is over. */
async function openBlobs(): Promise<BlobStore> {
  const folder = await mkdtemp(join(tmpdir(), "runledger-blobs-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return openBlobStore(folder);
}

async function textOf(blobs: BlobStore, uri = ""): Promise<string> {
  let text = "";
  for await (const chunk of (await blobs.read(blobs.keyOf(uri) ?? "")) ?? [])
    text += Buffer.from(chunk).toString();
  return text;
}

describe("what is kept of a command", { timeout }, () => {
  test("is read while it prints, and all of it is there once it has ended, without its folder", async () => {
    const bench = await Bench.open();
    const blobs = await openBlobs();
    bench.work({ blobs, plugins: [plugin()] });
    const script =
      'echo first; while [ ! -f go ]; do sleep 0.02; done; echo last; echo "[1]" > "$RUNLEDGER_OUTPUTS"';
    await bench.declare(PROCESS, { it: { custom: { ...shell(script), cwd: bench.folder } } });
    const running = await bench.until("it", isRunning);
    const log = running.attempts[0]?.logInfo.find(({ name }) => name === "stdout")?.uri;
    await expect.poll(() => textOf(blobs, log), { timeout, interval: 20 }).toBe("first\n");
    await writeFile(join(bench.folder, "go"), "");
    const { attempts } = await bench.ended("it");
    expect(await textOf(blobs, log)).toBe("first\nlast\n");
    expect(await textOf(blobs, attempts[0]?.outputs?.outputUri)).toBe("[1]\n");
    await expect.poll(() => existsSync(folderOf(bench, "it")), { timeout }).toBe(false);
  });

  test("is what it printed before it was aborted, too", async () => {
    const bench = await Bench.open();
    const blobs = await openBlobs();
    bench.work({
      blobs,
      plugins: [processPlugin({ grace: 200, logInterval: 600_000 })],
      lease: 1000,
    });
    await bench.declare(PROCESS, { it: { custom: shell("echo here; exec sleep 600") } });
    const running = await bench.until("it", isRunning);
    const path = join(folderOf(bench, "it"), "stdout");
    await expect.poll(() => existsSync(path) && readFile(path, "utf8"), { timeout }).toBe("here\n");
    await bench.abort("it");
    await bench.until("it", ({ status }) => status?.abort?.state === AbortState.CONFIRMED);
    const log = running.attempts[0]?.logInfo.find(({ name }) => name === "stdout")?.uri;
    expect(await textOf(blobs, log)).toBe("here\n");
  });

  test("waits for a store that is away, and the command isn't run again for that", async () => {
    const bench = await Bench.open();
    const blobs = await openBlobs();
    let fails = 3;
    const away: BlobStore = new Proxy(blobs, {
      get(store, name: keyof BlobStore) {
        if (name !== "write" || fails === 0) {
          const member = store[name];
          return typeof member === "function" ? member.bind(store) : member;
        }
        fails -= 1;
        return () => Promise.reject(new Error("away"));
      },
    });
    bench.work({ blobs: away, plugins: [plugin()] });
    const script = `echo run >> ${join(bench.folder, "runs")}; echo '{}' > "$RUNLEDGER_OUTPUTS"`;
    await bench.declare(PROCESS, { it: { custom: shell(script) } });
    const { attempts } = await bench.ended("it");
    expect(await textOf(blobs, attempts[0]?.outputs?.outputUri)).toBe("{}\n");
    expect(await readFile(join(bench.folder, "runs"), "utf8")).toBe("run\n");
    expect(fails).toBe(0);
  });

  test.each([
    [
      "no JSON",
      "echo '{' > \"$RUNLEDGER_OUTPUTS\"",
      /^The outputs aren't JSON: .* Write one JSON value/,
    ],
    [
      "too long",
      'head -c 16777217 /dev/zero | tr "\\0" 1 > "$RUNLEDGER_OUTPUTS"',
      /^The outputs have more than 16777216 bytes\./,
    ],
  ])("is no output that is %s: the author's failure", async (_, script, message) => {
    const bench = await Bench.open();
    bench.work({ plugins: [plugin()] });
    await bench.declare(PROCESS, { it: { custom: shell(script) } });
    const { attempts } = await bench.ended("it");
    expect(attempts[0]?.error).toMatchObject({
      code: "Outputs",
      kind: ExecutionError_ErrorKind.USER,
      message: expect.stringMatching(message),
    });
  });
});

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
    bench.work({ plugins: [plugin()], lease: 1000 });
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

  test("ends with its worker where nobody will know of it any more", async () => {
    const bench = await Bench.open();
    const worker = bench.work({ plugins: [processPlugin({ grace: 200, outlive: false })] });
    const script = 'sleep 600 & echo $! > "$RUNLEDGER_FOLDER/grandchild"; wait';
    await bench.declare(PROCESS, { it: { custom: shell(script) } });
    const pid = await pidIn(bench, "it", "grandchild");
    await worker.stop();
    expect(isThere(pid)).toBe(false);
  });

  test("of a machine that isn't there any more is lost, and nothing of a like number is ended", async () => {
    const bench = await Bench.open();
    const stranger = spawn("sleep", ["600"], { detached: true });
    onTestFinished(() => void stranger.kill("SIGKILL"));
    await once(stranger, "spawn");
    const first = bench.work({ plugins: [plugin()] });
    const script = "if [ -f first ]; then exit 0; fi; touch first; exec sleep 600";
    await bench.declare(PROCESS, { it: { custom: { ...shell(script), cwd: bench.folder } } });
    const pid = await pidIn(bench, "it", "pid");
    await expect.poll(() => existsSync(join(bench.folder, "first")), { timeout }).toBe(true);
    await first.stop();
    process.kill(-pid, "SIGKILL");
    // As after the machine was started anew, and gave the number to somebody else.
    await writeFile(join(folderOf(bench, "it"), "pid"), String(stranger.pid));
    await writeFile(join(folderOf(bench, "it"), "began"), "another-boot 12345");
    bench.work({ plugins: [plugin()] });
    await bench.ended("it");
    expect((await bench.told("it")).at(-1)).toBe("1:SUCCEEDED");
    expect(stranger.signalCode).toBeNull();
    expect(isThere(stranger.pid ?? 0)).toBe(true);
  });
});
