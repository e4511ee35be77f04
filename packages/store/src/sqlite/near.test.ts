import { expect, test } from "vitest";
import type { Channel } from "../channel/channel.ts";
import { actionRow, eventRow, noChanges } from "../conformance/fixtures.ts";
import { StoreError, type StoreErrorKind } from "../store-error.ts";
import type { Changes } from "../store.ts";
import type { NearOperations } from "./near-operations.ts";
import { Near } from "./near.ts";
import type { WriterOperations } from "./write/writer-operations.ts";

const rows = (count: number, record = 10): Changes => ({
  ...noChanges,
  actions: Array.from({ length: count / 2 }, (_, i) =>
    actionRow({ runId: 1, number: i + 1, record: new Uint8Array(record) }),
  ),
  events: Array.from({ length: count / 2 }, (_, i) => eventRow({ runId: 1, revision: i + 1 })),
});

/** What is done here beside a writer, on a disk that takes as long as it is told to. */
function onDisk() {
  const disk: { milliseconds: number; trouble: StoreErrorKind | undefined } = {
    milliseconds: 0,
    trouble: undefined,
  };
  const calls: string[] = [];
  let now = 0;
  const operations = {
    call: async (name: string) => {
      calls.push(`${name} here`);
      now += disk.milliseconds;
      if (disk.trouble !== undefined) throw new StoreError(disk.trouble, "trouble");
    },
  } as unknown as Channel<NearOperations>;
  const writer = {
    call: async (name: string) => {
      calls.push(`${name} there`);
      now += disk.milliseconds;
    },
  } as unknown as Channel<WriterOperations>;
  return { near: new Near(operations, writer, () => now), disk, calls };
}

test.each([
  ["a few rows", rows(2), "commit here"],
  ["as many as are few", rows(256), "commit here"],
  ["more rows", rows(258), "commit there"],
  ["a few rows that are large", rows(2, 300_000), "commit there"],
])("%s", async (_, changes, call) => {
  const { near, calls } = onDisk();
  await near.commit(changes);
  expect(calls).toEqual([call]);
});

test("few rows are looked up here", () => {
  const { near } = onDisk();
  expect([1, 128, 129].map((count) => near.looksUp(count))).toEqual([true, true, false]);
});

test("leaves commits to the writer while the disk is slow, and takes them back when it is quick again", async () => {
  const { near, disk, calls } = onDisk();
  const commit = async (milliseconds: number) => {
    disk.milliseconds = milliseconds;
    await near.commit(rows(2));
    return calls.at(-1);
  };
  expect(await commit(0.3)).toBe("commit here");
  expect(await commit(40)).toBe("commit here");
  let there = 0;
  while ((await commit(0.3)) === "commit there") there += 1;
  expect(there).toBeGreaterThan(3);
  expect(there).toBeLessThan(20);
});

test("learns nothing from large commits, which take long on any disk", async () => {
  const { near, disk, calls } = onDisk();
  disk.milliseconds = 50;
  await near.commit(rows(300));
  await near.commit(rows(2));
  expect(calls).toEqual(["commit there", "commit here"]);
});

test("leaves a commit to the writer every so often, which writes the log back", async () => {
  const { near, disk, calls } = onDisk();
  for (let i = 0; i < 50; i++) await near.commit(rows(2));
  expect(new Set(calls)).toEqual(new Set(["commit here"]));
  disk.milliseconds = 50;
  await near.commit(rows(2));
  expect(calls.at(-1)).toBe("commit there");
  disk.milliseconds = 0;
  await near.commit(rows(2));
  expect(calls.at(-1)).toBe("commit here");
});

test("leaves it to the writer to wait for a lock", async () => {
  const { near, disk, calls } = onDisk();
  disk.trouble = "busy";
  await near.commit(rows(2));
  expect(calls).toEqual(["commit here", "commit there"]);
});

test("rejects where the commit does, and tries no second time", async () => {
  const { near, disk, calls } = onDisk();
  disk.trouble = "full";
  await expect(near.commit(rows(2))).rejects.toMatchObject({ kind: "full" });
  expect(calls).toEqual(["commit here"]);
});
