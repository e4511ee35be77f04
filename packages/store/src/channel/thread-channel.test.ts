import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { packRows } from "../table/pack-rows.ts";
import { rowShape } from "../table/row-shape.ts";
import { unpackRows } from "../table/unpack-rows.ts";
import type { EchoOperations } from "../testing/echo-thread.ts";
import { runChild } from "../testing/run-child.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { ThreadChannel } from "./thread-channel.ts";

// Disks may be slow, and machines busy.
vi.setConfig({ testTimeout: 120_000 });

function open(data = "serve"): ThreadChannel<EchoOperations> {
  const module = new URL("../testing/echo-thread.ts", import.meta.url);
  const channel = new ThreadChannel<EchoOperations>(module, "echo", data);
  onTestFinished(() => channel.close());
  return channel;
}

test("answers calls in the order in which they were made", async () => {
  const channel = open();
  await channel.ready;
  const order: unknown[] = [];
  await Promise.all([1, 2, 3].map(async (value) => order.push(await channel.call("echo", value))));
  expect(order).toEqual([1, 2, 3]);
});

test("hands tables over instead of copying them", async () => {
  const channel = open();
  const shape = rowShape((cells) => ({ a: cells.integer(), b: cells.text() }));
  const rows = [
    { a: 1, b: "x" },
    { a: 2, b: "y" },
  ];
  const table = packRows(shape, rows);
  const inside = { first: packRows(shape, rows) };
  const [direct, nested] = [channel.call("echo", table), channel.call("echo", inside)];
  expect([table.numbers.length, inside.first.numbers.length]).toEqual([0, 0]);
  expect(unpackRows(shape, (await direct) as typeof table)).toEqual(rows);
  expect(unpackRows(shape, ((await nested) as typeof inside).first)).toEqual(rows);
});

test("has operations run that nobody waits for, in their turn", async () => {
  const channel = open();
  channel.tell("fail", "nobody hears");
  channel.tell("exit");
  await expect(channel.call("echo", 1)).rejects.toThrow("has ended");
});

test("rejects with what the thread made of an error", async () => {
  const channel = open();
  await expect(channel.call("fail", "no")).rejects.toMatchObject({
    name: "StoreError",
    kind: "internal",
    message: "translated: Error: no",
    cause: { message: "no" },
  });
  expect(await channel.call("echo", 1)).toBe(1);
});

test("is never ready where the thread can't start", async () => {
  const channel = open("refuse");
  await expect(channel.ready).rejects.toMatchObject({ message: "translated: Error: the data" });
});

test.each([
  ["crash", "has crashed: out of nowhere"],
  ["exit", "has ended"],
] as const)("rejects every call when the thread is gone (%s)", async (how, what) => {
  const channel = open();
  await channel.ready;
  const gone = {
    kind: "unavailable",
    message: expect.stringContaining(`The thread echo ${what}. Open the store again.`),
  };
  // Some may still be answered before it is gone.
  void channel.call(how).catch(() => {});
  const asking = async () => {
    for (;;) await channel.call("echo", 1);
  };
  await expect(asking()).rejects.toMatchObject(gone);
  await expect(channel.call("echo", 1)).rejects.toMatchObject(gone);
});

test("keeps a process alive that waits for an answer, and no longer", async () => {
  const child = runChild("leave-open.ts", [join(temporaryFolder(), "x.db")]);
  expect(await child.nextLine()).toBe("written");
  expect(await child.nextLine()).toBeUndefined();
});
