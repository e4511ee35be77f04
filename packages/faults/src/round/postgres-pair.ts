import { PostgresServer } from "@runledger/store/testing";

/** A server, and a standby that each commit waits for and that can take over. */
export class PostgresPair implements AsyncDisposable {
  #primary: PostgresServer;
  #standby: PostgresServer | undefined;

  private constructor(primary: PostgresServer) {
    this.#primary = primary;
  }

  /** Starts both. */
  static async start(): Promise<PostgresPair> {
    const pair = new PostgresPair(await PostgresServer.start());
    await pair.complete();
    return pair;
  }

  /** The address of a database on the server that is to be written to now. */
  url(database: string): string {
    return this.#primary.url(database);
  }

  /** Sees that there is a standby, and that it has all that was committed. */
  async complete(): Promise<PostgresServer> {
    this.#standby ??= await this.#primary.standby();
    await this.#primary.standbyKeepsUp();
    return this.#standby;
  }

  /** Stops the primary in the middle of what it does, and resolves to how it is started again. */
  async crash(): Promise<() => Promise<void>> {
    await this.#primary.stop("immediate");
    return async () => {
      await this.#primary.restart();
      // What waited for the standby is acknowledged now, and another crash must not find it here alone.
      if (this.#standby !== undefined) await this.#primary.standbyKeepsUp();
    };
  }

  /** Stops the primary for good, and resolves to how the standby takes over. There is no other one then, until `complete`. */
  async failOver(): Promise<() => Promise<void>> {
    const standby = await this.complete();
    const gone = this.#primary;
    await gone.stop("immediate");
    return async () => {
      await standby.promote();
      this.#primary = standby;
      this.#standby = undefined;
      await gone[Symbol.asyncDispose]();
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#primary[Symbol.asyncDispose]();
    await this.#standby?.[Symbol.asyncDispose]();
  }
}
