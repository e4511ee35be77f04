import { join } from "node:path";
import { Network } from "../network/network.ts";
import type { RoundPlan } from "../plan/round-plan.ts";
import { clockFlags } from "./clock-flags.ts";
import { freePort } from "./free-port.ts";
import { GatewayProcess } from "./gateway-process.ts";

/** The database that the gateways of a round share. */
export interface ClusterDatabase {
  /** Its address, or its file. Another one once another server has taken over. */
  readonly url: string;
  /** Stops it in the middle of what it does, and resolves to how it is started again. Undefined: it is no server. */
  readonly crash: (() => Promise<() => Promise<void>>) | undefined;
  /** Stops it for good, and resolves to how another server takes over. Undefined: there is none. */
  readonly failOver?: () => Promise<() => Promise<void>>;
}

/** What a cluster is made of. */
export interface ClusterOptions {
  readonly plan: RoundPlan;
  readonly database: ClusterDatabase;
  /** A folder of its own. */
  readonly folder: string;
  /** Variables for the gateways. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Flags for the gateways' Node. */
  readonly nodeFlags?: readonly string[];
}

/** Gateways over one database, with a network in between that does as it is told. */
export class Cluster {
  readonly network: Network = new Network();
  readonly database: ClusterDatabase;
  readonly gateways: GatewayProcess[] = [];
  readonly #ports: readonly number[];

  private constructor(database: ClusterDatabase, ports: readonly number[]) {
    this.database = database;
    this.#ports = ports;
  }

  /** Starts the gateways, all at once. */
  static async start(options: ClusterOptions): Promise<Cluster> {
    const { plan, database } = options;
    const ports: number[] = [];
    for (let index = 0; index < plan.gateways; index += 1) ports.push(await freePort());
    const cluster = new Cluster(database, ports);
    for (const [index, port] of ports.entries()) {
      const url = await cluster.#databaseFor(index);
      cluster.gateways.push(gatewayOf(options, index, port, url));
    }
    try {
      await Promise.all(cluster.gateways.map((gateway) => gateway.start()));
    } catch (error) {
      await cluster.close();
      throw error;
    }
    return cluster;
  }

  /**
   * Opens a client's way to the gateways: each of its connections goes to the next one.
   *
   * @returns the port
   */
  openClient(name: string, first: number): Promise<number> {
    let turn = first;
    return this.network.open(name, () => {
      const index = turn % this.#ports.length;
      turn += 1;
      return { to: `gateway ${index}`, port: this.#ports[index] ?? 0 };
    });
  }

  /** Stops the gateways: as an operator does, or else in the middle of what they do. */
  async stop(signal: NodeJS.Signals): Promise<void> {
    await Promise.all(this.gateways.map((gateway) => gateway.stop(signal)));
  }

  /** Ends everything that it has started. */
  async close(): Promise<void> {
    await this.stop("SIGKILL");
    await this.network.close();
  }

  /** The address under which a gateway finds the database: behind the network, if it is a server. */
  async #databaseFor(index: number): Promise<string> {
    if (this.database.crash === undefined) return this.database.url;
    const url = new URL(this.database.url);
    const door = await this.network.open(`gateway ${index}`, () => ({
      to: "database",
      port: Number(new URL(this.database.url).port),
    }));
    url.port = String(door);
    return url.href;
  }
}

function gatewayOf(
  { plan, folder, environment = {}, nodeFlags = [] }: ClusterOptions,
  index: number,
  port: number,
  database: string,
): GatewayProcess {
  return new GatewayProcess({
    port,
    database,
    nodeFlags: [...clockFlags(plan.clockOffsets[index] ?? 0), ...nodeFlags],
    // A gateway starts often here: what was compiled is kept.
    environment: { NODE_COMPILE_CACHE: join(folder, "..", "compiled"), ...environment },
  });
}
