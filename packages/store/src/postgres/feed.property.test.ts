import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { noChanges, seed, writeRun } from "../conformance/fixtures.ts";
import { openStore } from "../open-store.ts";
import type { Store } from "../store.ts";
import { hasPostgres, temporaryDatabase } from "../testing/temporary-database.ts";

vi.setConfig({ testTimeout: 120_000 });

/** How many transactions are under way at most. */
const WRITERS = 4;

/** What happens: a transaction begins and changes a run of its own, one ends, or a page of the feed is read. */
const happenings = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("begin" as const),
        writer: fc.nat(WRITERS - 1),
        run: fc.nat(1),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("end" as const),
        writer: fc.nat(WRITERS - 1),
        keep: fc.boolean(),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("read" as const),
        limit: fc.integer({ min: 1, max: 4 }),
      }),
    },
  ),
  { minLength: 20, maxLength: 40 },
);

/** A transaction that has changed a run and is held open. */
interface UnderWay {
  readonly end: (keep: boolean) => Promise<void>;
}

async function begin(store: Store, name: string): Promise<UnderWay> {
  const changed = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<boolean>();
  const done = store.transact(async (transaction) => {
    const [run] = await transaction.lockRuns([seed(name)]);
    if (run === undefined) throw new Error("no run");
    await transaction.write({ ...noChanges, runs: [{ ...run, revision: run.revision + 1 }] });
    // Asked for, so that the write is sent.
    await transaction.loadActions([{ runId: run.id, name: "nobody" }]);
    changed.resolve();
    if (!(await ended.promise)) throw new Error("given up");
  });
  done.catch(() => {});
  await changed.promise;
  return {
    end: async (keep) => {
      ended.resolve(keep);
      await done.catch(() => {});
    },
  };
}

/** Follows a feed, and remembers the revision of each run that it was shown last. */
class Follower {
  readonly seen = new Map<string, number>();
  readonly #store: Store;
  readonly #project: string;
  #cursor: string | undefined;

  constructor(store: Store, project: string) {
    this.#store = store;
    this.#project = project;
  }

  /** Reads a page, and says how many runs it showed. */
  async read(limit: number): Promise<number> {
    const from = this.#cursor === undefined ? {} : { cursor: this.#cursor };
    const { cursor, runs } = await this.#store.feed({ ...from, limit, project: this.#project });
    this.#cursor = cursor;
    for (const { name, revision } of runs) {
      if (revision < (this.seen.get(name) ?? 0))
        throw new Error(`${name} went back to ${revision}`);
      this.seen.set(name, revision);
    }
    return runs.length;
  }
}

describe.skipIf(!hasPostgres)("the feed", () => {
  test("skips no run, however transactions overlap and in whatever order they end", async () => {
    const store = await openStore(await temporaryDatabase(), { transactions: WRITERS });
    const property = fc.asyncProperty(happenings, async (given) => {
      const names = Array.from({ length: WRITERS * 2 }, (_, i) => `run-${i}`);
      for (const name of names) await writeRun(store, name, []);
      const follower = new Follower(store, "project");
      await follower.read(1);
      const before = new Map<string, number>();
      for (const name of names) before.set(name, (await store.getRun(seed(name)))?.revision ?? 0);
      const underWay = new Map<number, UnderWay>();
      for (const each of given) {
        if (each.kind === "read") await follower.read(each.limit);
        else if (each.kind === "begin" && !underWay.has(each.writer)) {
          underWay.set(each.writer, await begin(store, `run-${each.writer * 2 + each.run}`));
        } else if (each.kind === "end") {
          await underWay.get(each.writer)?.end(each.keep);
          underWay.delete(each.writer);
        }
      }
      for (const each of underWay.values()) await each.end(true);
      // Other tests' transactions may hold the horizon back for a moment.
      await expect
        .poll(
          async () => {
            while ((await follower.read(2)) > 0);
            return missing(store, names, before, follower);
          },
          { timeout: 60_000, interval: 20 },
        )
        .toEqual([]);
    });
    try {
      await fc.assert(property, { numRuns: 20 });
    } finally {
      await store.close();
    }
  });

  test("a transaction that stays open holds back what was committed after it began, and nothing is lost", async () => {
    const store = await openStore(await temporaryDatabase());
    await writeRun(store, "early", []);
    const follower = new Follower(store, "project");
    await follower.read(10);
    const slow = await begin(store, "slow");
    const quick = await begin(store, "early");
    await quick.end(true);
    expect(await follower.read(10)).toBe(0);
    await slow.end(true);
    await expect
      .poll(
        async () => {
          await follower.read(10);
          return [...follower.seen.keys()].toSorted();
        },
        { timeout: 60_000 },
      )
      .toEqual(["early", "slow"]);
    await store.close();
  });
});

/** Names the runs that have changed and whose last change was not shown. */
async function missing(
  store: Store,
  names: readonly string[],
  before: ReadonlyMap<string, number>,
  { seen }: Follower,
): Promise<string[]> {
  const missed: string[] = [];
  for (const name of names) {
    const revision = (await store.getRun(seed(name)))?.revision;
    if (revision !== before.get(name) && seen.get(name) !== revision) missed.push(name);
  }
  return missed;
}
