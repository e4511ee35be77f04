/** What a client of a watch knows: it takes frames, can lose its connection, and says from where it goes on. */
export interface Model {
  /**
   * Takes a frame.
   *
   * @throws Violation if it breaks a promise
   */
  take(frame: Frame): void;
  /** Has lost the connection: what isn't complete is forgotten. */
  cut(): void;
  /** The arguments that resume the watch. Empty: from its beginning. */
  resume(): Readonly<Record<string, unknown>>;
  /** Whether the watch has said that it is over. */
  readonly isOver: boolean;
}

/** A frame, as GraphQL tells it. */
export type Frame = { readonly __typename: string } & Readonly<Record<string, never>>;
