import type { Store } from "../store.ts";

/** A change to an action that somebody makes with a SQL shell. */
export interface HandMadeMove {
  readonly runId: number;
  readonly number: number;
  readonly phase: number;
  readonly attempt: number;
}

/** A kind of store to be held to what every store promises. */
export interface StoreHarness {
  /** Opens a store over a new, empty database. The suite closes it. */
  readonly open: () => Promise<Store>;
  /** Closes a store that {@link open} gave and opens its database again. Left out where nothing is kept. */
  readonly reopen?: (store: Store) => Promise<Store>;
  /** Whether a reader waits for the end of the transaction that is under way. */
  readonly readersWait?: boolean;
  /**
   * Sets phase and attempt of an action by a plain UPDATE over a connection of its own. Left out where there can't be
   * another connection.
   *
   * @throws any error where the database refuses it
   */
  readonly moveByHand?: (store: Store, move: HandMadeMove) => Promise<void>;
}
