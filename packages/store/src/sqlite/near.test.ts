import { expect, test } from "vitest";
import { actionRow, eventRow, noChanges } from "../conformance/fixtures.ts";
import { StoreError } from "../store-error.ts";
import type { NearOperations } from "./near-operations.ts";
import { Near } from "./near.ts";
import { packChanges } from "./pack-changes.ts";

const rows = (count: number) =>
  packChanges({
    ...noChanges,
    actions: Array.from({ length: count / 2 }, (_, i) => actionRow({ runId: 1, number: i + 1 })),
    events: Array.from({ length: count / 2 }, (_, i) => eventRow({ runId: 1, revision: i + 1 })),
  });

/** What is done here, on a disk that takes as long as it is told to. */
function onDisk(): { near: Near; disk: { milliseconds: number; checkpoints: number } } {
  const disk = { milliseconds: 0, checkpoints: 0 };
  let now = 0;
  const commit = async () => {
    now += disk.milliseconds;
    if (disk.milliseconds < 0) throw new StoreError("full", "no room");
  };
  const operations = { call: commit, close: async () => {} };
  const near = new Near(
    operations as unknown as ConstructorParameters<typeof Near>[0] & NearOperations,
    () => (disk.checkpoints += 1),
    () => now,
  );
  return { near, disk };
}

test("commits here what is small, and nothing else", () => {
  const { near } = onDisk();
  expect([0, 2, 64, 66].map((count) => near.commits(rows(count)))).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect([1, 64, 65].map((count) => near.looksUp(count))).toEqual([true, true, false]);
});

test("leaves commits to the writer while the disk is slow, and takes them back when it is quick again", async () => {
  const { near, disk } = onDisk();
  const small = rows(2);
  const write = (milliseconds: number) => {
    disk.milliseconds = milliseconds;
    return near.watch(small, () => near.operations.call("commit", small));
  };
  await write(0.3);
  expect(near.commits(small)).toBe(true);
  await write(20);
  expect(near.commits(small)).toBe(false);
  let writes = 0;
  for (; !near.commits(small); writes++) await write(0.3);
  expect(writes).toBeGreaterThan(3);
  expect(writes).toBeLessThan(20);
});

test("learns nothing from large commits, which take long on any disk", async () => {
  const { near, disk } = onDisk();
  disk.milliseconds = 50;
  const large = rows(100);
  await near.watch(large, () => near.operations.call("commit", large));
  expect(near.commits(rows(2))).toBe(true);
});

test("has the log written back every so often", async () => {
  const { near, disk } = onDisk();
  for (let i = 0; i < 500; i++) await near.commit(rows(2));
  expect(disk.checkpoints).toBe(2);
});

test("rejects where the commit does", async () => {
  const { near, disk } = onDisk();
  disk.milliseconds = -1;
  await expect(near.commit(rows(2))).rejects.toMatchObject({ kind: "full" });
});
