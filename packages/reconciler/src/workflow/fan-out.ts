import type { ManyOptions, Settled } from "./flow.ts";

const DEFAULT_CONCURRENCY = 1000;
const MOST = 10_000;

/**
 * Goes through branches, so many at a time, and gives what they give in the order of the items. After a failure no other is
 * started, the others are aborted, or run on; once all have ended the first failure is thrown.
 *
 * @param abort aborts what is under way
 * @throws RangeError if the concurrency isn't allowed
 */
export async function fanOut<Item, Output>(
  items: readonly Item[],
  { concurrency, onFailure = "fail-fast" }: ManyOptions,
  branch: (item: Item, index: number) => Promise<Output>,
  abort: () => Promise<void>,
): Promise<Output[]> {
  const failures: unknown[] = [];
  let aborted: Promise<void> | undefined;
  const outputs: Output[] = Array.from({ length: items.length });
  await lanes(items, concurrency, async (item, index) => {
    if (failures.length > 0 && onFailure === "fail-fast") return;
    try {
      outputs[index] = await branch(item, index);
    } catch (error) {
      failures.push(error);
      if (onFailure === "fail-fast") aborted ??= abort();
    }
  });
  await aborted;
  if (failures.length > 0) throw failures[0];
  return outputs;
}

/** Goes through branches, so many at a time, and tells of each how it ended. */
export async function fanOutSettled<Item, Output>(
  items: readonly Item[],
  { concurrency }: Pick<ManyOptions, "concurrency">,
  branch: (item: Item, index: number) => Promise<Output>,
): Promise<Settled<Output>[]> {
  const settled: Settled<Output>[] = Array.from({ length: items.length });
  await lanes(items, concurrency, async (item, index) => {
    try {
      settled[index] = { ok: true, value: await branch(item, index) };
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      settled[index] = { ok: false, error };
    }
  });
  return settled;
}

async function lanes<Item>(
  items: readonly Item[],
  concurrency = DEFAULT_CONCURRENCY,
  go: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > MOST) {
    throw new RangeError(
      `concurrency: ${concurrency}, and must be a whole number from 1 to ${MOST}.`,
    );
  }
  const rest = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of rest) await go(item, index);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, lane));
}
