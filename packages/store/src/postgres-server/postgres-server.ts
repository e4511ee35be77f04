import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { findPrograms, type PostgresPrograms } from "./find-programs.ts";
import { freePort } from "./free-port.ts";
import { Keeper } from "./keeper.ts";
import { ordinaryUser } from "./ordinary-user.ts";
import { runStatement } from "./run-statement.ts";

/** How a server is started. */
export interface PostgresServerOptions {
  /** Default: those that are found. */
  readonly programs?: PostgresPrograms;
  /** Whether it survives a power cut, which makes it slower. Default: false; it always survives a crash of its own. */
  readonly durable?: boolean;
  /** Settings of the server, as in postgresql.conf: `{ max_connections: "10" }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** What it shows itself with to those who ask for TLS, both as PEM. Default: it speaks none. */
  readonly tls?: { readonly certificate: string; readonly key: string };
}

/** How a server is stopped: its own modes; and `kill`, which is not one. */
export type StopMode = "smart" | "fast" | "immediate" | "kill";

type Options = Required<Omit<PostgresServerOptions, "tls">> & {
  readonly tls: PostgresServerOptions["tls"] | undefined;
};

const SIGNALS = { smart: "TERM", fast: "INT", immediate: "QUIT", kill: "KILL" } as const;
const USER = "runledger";
const ATTEMPTS = 20;
/** The line of postmaster.pid that says how far the server is. Source: miscadmin.h, LOCK_FILE_LINE_PM_STATUS. */
const STATUS_LINE = 7;

/**
 * A PostgreSQL server for tests and measurements: in a folder of its own, on a free port of the loopback address, as an
 * ordinary user even where root starts it. It ends with this process, however that ends.
 */
export class PostgresServer implements AsyncDisposable {
  readonly port: number;
  /** Its only user's password. */
  readonly password: string;
  readonly #folder: string;
  readonly #options: Options;
  #keeper: Keeper | undefined;

  private constructor(port: number, password: string, options: Options) {
    this.#folder = mkdtempSync(join(tmpdir(), "runledger-postgres-"));
    this.#options = options;
    this.port = port;
    this.password = password;
  }

  /**
   * Makes a server and starts it.
   *
   * @throws Error if PostgreSQL isn't installed, or doesn't start
   */
  static async start(options: PostgresServerOptions = {}): Promise<PostgresServer> {
    const { durable = false, programs = findPrograms(), settings = {}, tls } = options;
    if (programs === undefined) throw new Error("PostgreSQL 15 or later is not on this machine.");
    const made = { durable, programs, settings, tls };
    const password = randomBytes(12).toString("hex");
    const server = new PostgresServer(await freePort(), password, made);
    return server.#begin(() => server.#create());
  }

  /** Makes a standby of it and starts that. From then on a commit here waits for the standby, and where that is away, for long. */
  async standby(): Promise<PostgresServer> {
    const standby = new PostgresServer(await freePort(), this.password, this.#options);
    await standby.#begin(() => standby.#copy(this.url("postgres")));
    await this.#set("synchronous_standby_names", "*");
    return standby;
  }

  /** Waits until its standby has all that was committed here. */
  async standbyKeepsUp(): Promise<void> {
    const sql =
      "SELECT 1 FROM pg_stat_replication WHERE state = 'streaming' AND sync_state = 'sync'";
    while ((await runStatement(this.url("postgres"), sql)).length === 0) await setTimeout(20);
  }

  /** Has a standby take over: it is a server like any other then. */
  async promote(): Promise<void> {
    await runStatement(this.url("postgres"), "SELECT pg_promote()");
  }

  /** The address of a database on it. */
  url(database: string): string {
    return `postgres://${USER}:${this.password}@127.0.0.1:${this.port}/${database}`;
  }

  /** Stops it, with every connection cut unless the mode is `smart`. */
  async stop(mode: StopMode = "fast"): Promise<void> {
    await this.#keeper?.stop(SIGNALS[mode]);
    this.#keeper = undefined;
  }

  /** Stops it where it runs, and starts it on the same port. Resolves when it takes connections. */
  async restart(mode: StopMode = "fast"): Promise<void> {
    await this.stop(mode);
    // What was killed leaves processes behind, and no other server begins before they are gone.
    for (let attempt = 1; ; attempt += 1) {
      this.#keeper = new Keeper({
        folder: this.#folder,
        command: this.#command(),
        log: this.#log,
        user: ordinaryUser(),
      });
      if (await this.#takesConnections(this.#keeper)) return;
      await this.stop();
      if (attempt < ATTEMPTS) await setTimeout(200);
      else throw new Error(`PostgreSQL did not start. Its last words:\n${this.#lastWords()}`);
    }
  }

  /** Stops it and deletes it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#keeper?.remove();
    // Where it was stopped before, nobody has.
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #begin(fill: () => Promise<void>): Promise<this> {
    try {
      this.#prepareFolder();
      await fill();
      await this.restart();
      return this;
    } catch (error) {
      await this[Symbol.asyncDispose]();
      throw error;
    }
  }

  async #set(name: string, value: string): Promise<void> {
    await runStatement(this.url("postgres"), `ALTER SYSTEM SET ${name} = '${value}'`);
    await runStatement(this.url("postgres"), "SELECT pg_reload_conf()");
  }

  get #data(): string {
    return join(this.#folder, "data");
  }

  get #certificate(): string {
    return join(this.#folder, "server.crt");
  }

  get #key(): string {
    return join(this.#folder, "server.key");
  }

  get #passwordFile(): string {
    return join(this.#folder, "password");
  }

  get #log(): string {
    return join(this.#folder, "log");
  }

  #command(): string[] {
    const settings = Object.entries(this.#settings()).map(([name, value]) => `${name}=${value}`);
    const { bin } = this.#options.programs;
    return [join(bin, "postgres"), "-D", this.#data, ...settings.flatMap((each) => ["-c", each])];
  }

  #settings(): Record<string, string> {
    const { durable, settings, tls } = this.#options;
    return {
      listen_addresses: "127.0.0.1",
      port: String(this.port),
      unix_socket_directories: "",
      max_connections: "200",
      ...(durable ? {} : { fsync: "off", full_page_writes: "off" }),
      // A standby whose primary was away looks again at once.
      wal_retrieve_retry_interval: "100ms",
      ...(tls && { ssl: "on", ssl_cert_file: this.#certificate, ssl_key_file: this.#key }),
      ...settings,
    };
  }

  #prepareFolder(): void {
    const user = ordinaryUser();
    writeFileSync(this.#passwordFile, this.password, { mode: 0o600 });
    writeFileSync(this.#log, "");
    const { tls } = this.#options;
    if (tls !== undefined) {
      writeFileSync(this.#certificate, tls.certificate);
      writeFileSync(this.#key, tls.key, { mode: 0o600 });
    }
    if (user === undefined) return;
    const tlsFiles = tls === undefined ? [] : [this.#certificate, this.#key];
    for (const path of [this.#folder, this.#passwordFile, this.#log, ...tlsFiles]) {
      chownSync(path, user.uid, user.gid);
    }
  }

  async #create(): Promise<void> {
    // Sorted as people sort, not by bytes: what has to be sorted by bytes must say so itself.
    const locale = ["--locale=C", "--locale-provider=icu", "--icu-locale=en-US", "--encoding=UTF8"];
    await this.#run("initdb", [
      ...["-D", this.#data, "-U", USER, "--auth=scram-sha-256", "--no-sync"],
      ...[`--pwfile=${this.#passwordFile}`, ...locale],
    ]);
  }

  /** Copies a server that runs, to follow it. */
  async #copy(primary: string): Promise<void> {
    const how = ["--write-recovery-conf", "--checkpoint=fast", "--no-sync"];
    await this.#run("pg_basebackup", [`--dbname=${primary}`, "-D", this.#data, ...how]);
  }

  async #run(program: string, parameters: readonly string[]): Promise<void> {
    const path = join(this.#options.programs.bin, program);
    await promisify(execFile)(path, parameters, { cwd: this.#folder, ...ordinaryUser() });
  }

  /** Waits until the server takes connections. False: it has ended instead. */
  async #takesConnections(keeper: Keeper): Promise<boolean> {
    for (;;) {
      if (keeper.hasEnded) return false;
      const lines = readOrEmpty(join(this.#data, "postmaster.pid")).split("\n");
      // What a killed one has left there is of another process.
      const isOurs = lines[0] === readOrEmpty(join(this.#folder, "pid")).trim();
      if (isOurs && lines[STATUS_LINE]?.trim() === "ready") return true;
      await setTimeout(20);
    }
  }

  #lastWords(): string {
    return readOrEmpty(this.#log).trim().split("\n").slice(-20).join("\n");
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
