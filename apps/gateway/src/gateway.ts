/** What work a gateway does by itself, for people. */
export interface ExecutorInfo {
  /** The task types that it does. */
  readonly plugins: readonly string[];
  /** The folder below which each attempt has its own. */
  readonly folder: string;
  /** The user of this machine that it is done as. */
  readonly user: string;
}

/** A gateway that runs. */
export interface Gateway {
  /** Where it is reached: `http://127.0.0.1:8090`, with the port that it got and no slash at the end. */
  readonly url: string;
  readonly port: number;
  /** What its data lies in, for people. */
  readonly storage: string;
  /** What work of queued actions it does by itself. Undefined: none. */
  readonly executor: ExecutorInfo | undefined;
  /**
   * Stops it: takes no more requests, ends subscriptions with the code CLOSING, finishes what is being written and answered,
   * for as long as the setting shutdownTimeout says, and closes the database. May be called twice.
   */
  close(): Promise<void>;
}
