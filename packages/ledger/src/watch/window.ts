import type { WindowFrame } from "@runledger/proto";

/** What a watch of a window has shown: all that it holds between two frames. Shared by all that show the same. */
export interface Window {
  /** The revision that it is of. */
  readonly revision: number;
  /** The actions that were sent, by name. */
  readonly actions: ReadonlySet<string>;
  /** Tells which rows there are and how they lie: equal if nothing about that has changed. */
  readonly layout: string;
  /** What is to be sent; undefined if it is as it was. */
  readonly frame: WindowFrame | undefined;
}
