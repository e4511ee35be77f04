import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A Redis server for one measurement, on a socket of its own, which writes each change to the disk before it answers. */
export interface RedisServer {
  /** The path of its socket. */
  readonly socket: string;
  close(): void;
}

/** Tells whether there is a redis-server on the path. */
export function hasRedis(): boolean {
  return spawnSync("redis-server", ["--version"]).status === 0;
}

/** Starts one. */
export async function startRedis(): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), "runledger-redis-"));
  const socket = join(folder, "socket");
  const flags = ["--port", "0", "--unixsocket", socket, "--dir", folder, "--save", ""];
  const child = spawn("redis-server", [...flags, "--appendonly", "yes", "--appendfsync", "always"]);
  let said = "";
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.includes("eady to accept connections")) resolve();
    });
    child.once("exit", () => reject(new Error(`redis-server doesn't start:\n${said}`)));
  });
  return {
    socket,
    close() {
      child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
