import { Waits, type WaitsOptions } from "./waits.ts";

/** What a watch is for. */
export interface Watching<Item> extends WaitsOptions {
  readonly open: () => AsyncGenerator<Item>;
  readonly hear: (item: Item) => void;
  readonly onTrouble: (error: unknown) => void;
  /** Is called whenever the watch has ended, and may have left something out. */
  readonly again?: () => void;
}

/** Keeps a watch open until the signal is aborted: one that ends is opened again, after a wait that grows while it says nothing. */
export async function keepWatching<Item>(
  { open, hear, onTrouble, again, ...options }: Watching<Item>,
  signal: AbortSignal,
): Promise<void> {
  const waits = new Waits(options);
  while (!signal.aborted) {
    try {
      for await (const item of open()) {
        waits.reset();
        hear(item);
      }
    } catch (error) {
      if (!signal.aborted) onTrouble(error);
    }
    again?.();
    await waits.wait(signal);
  }
}
