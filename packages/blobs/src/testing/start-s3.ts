import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** A server that speaks S3, with one bucket, "runs". */
export interface S3Server {
  readonly endpoint: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

const KEYS = { AWS_ACCESS_KEY_ID: "tester", AWS_SECRET_ACCESS_KEY: "tester-secret" };

/**
 * Finds versitygw (github.com/versity/versitygw), a server that keeps buckets in a folder and verifies signatures: where
 * RUNLEDGER_VERSITYGW says, or on the PATH. `npm run test:interop` brings it.
 */
export function findS3(): string | undefined {
  const named = process.env["RUNLEDGER_VERSITYGW"];
  const found = (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "versitygw"));
  return [...(named === undefined ? [] : [named]), ...found].find(isProgram);
}

/** Starts the server on a free port of the loopback, with a folder of its own. */
export async function startS3(program: string): Promise<S3Server> {
  const folder = mkdtempSync(join(tmpdir(), "runledger-s3-"));
  mkdirSync(join(folder, "runs"));
  const port = await freePort();
  const keys = ["--access", KEYS.AWS_ACCESS_KEY_ID, "--secret", KEYS.AWS_SECRET_ACCESS_KEY];
  const child = spawn(
    program,
    [...keys, "--port", `127.0.0.1:${port}`, "--quiet", "posix", folder],
    {
      stdio: "ignore",
    },
  );
  const endpoint = `http://127.0.0.1:${port}`;
  await answers(endpoint, child);
  return {
    endpoint,
    environment: KEYS,
    stop: async () => {
      child.kill("SIGKILL");
      if (child.exitCode === null) await once(child, "exit");
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function answers(endpoint: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`versitygw ended with ${child.exitCode}.`);
    try {
      await fetch(endpoint);
      return;
    } catch {
      // It doesn't listen yet, and says nothing when it does: ask again.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
