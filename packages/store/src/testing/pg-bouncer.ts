import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { freePort } from "../postgres-server/free-port.ts";
import { ordinaryUser } from "../postgres-server/ordinary-user.ts";

// Packages put it where only the administrator looks for programs.
const PATH = [process.env["PATH"], "/usr/sbin", "/usr/local/sbin"].join(delimiter);

/** Whether PgBouncer is on this machine. Where it isn't, that is said once; where CI runs on Linux it has to be there. */
export const hasPgBouncer = find();

/** Between how many connections of the server the clients are switched: fewer than clients. */
const SERVER_CONNECTIONS = 3;

/**
 * Starts a PgBouncer before a server, until the test has finished, and returns the address of the database behind it.
 *
 * @param url the address of the database itself
 */
export async function startPgBouncer(
  url: string,
  mode: "session" | "transaction",
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "runledger-pgbouncer-"));
  const user = ordinaryUser();
  const behind = new URL(url);
  const port = await freePort();
  const users = join(folder, "users");
  const settings = join(folder, "pgbouncer.ini");
  writeFileSync(users, `"${behind.username}" "${behind.password}"\n`);
  writeFileSync(
    settings,
    `[databases]
* = host=${behind.hostname} port=${behind.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = ${mode}
default_pool_size = ${mode === "session" ? 20 : SERVER_CONNECTIONS}
`,
  );
  if (user !== undefined) {
    for (const path of [folder, users, settings]) chownSync(path, user.uid, user.gid);
  }
  const child = spawn("pgbouncer", [settings], {
    stdio: "ignore",
    env: { ...process.env, PATH },
    ...user,
  });
  onTestFinished(async () => {
    if (child.exitCode === null && child.kill("SIGKILL")) await once(child, "exit");
    rmSync(folder, { recursive: true, force: true });
  });
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error("PgBouncer did not start.");
    await setTimeout(20);
  }
  const pooled = new URL(url);
  pooled.port = String(port);
  return pooled.href;
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

function find(): boolean {
  try {
    execFileSync("pgbouncer", ["--version"], { env: { ...process.env, PATH }, stdio: "ignore" });
    return true;
  } catch {
    const what = "PgBouncer is not on this machine (Debian: apt-get install pgbouncer)";
    if (process.env["CI"] === "true" && process.platform === "linux") {
      throw new Error(`${what}, and CI has to run its tests.`);
    }
    console.warn(`Left out: the tests with a pooler. ${what}.`);
    return false;
  }
}
