import { expect, it } from "vitest";
import { WorkQueue } from "./work-queue.ts";

it("works on each item once, again if it is added meanwhile, and never twice at a time", async () => {
  const queue = new WorkQueue<string>();
  const stop = new AbortController();
  const done: string[] = [];
  let wasAdded = false;
  const atWork = new Set<string>();
  const work = async (item: string): Promise<void> => {
    expect(atWork.has(item)).toBe(false);
    atWork.add(item);
    if (item === "a" && !wasAdded) {
      wasAdded = true;
      queue.add(item);
      expect(queue.has(item)).toBe(true);
    }
    await Promise.resolve();
    atWork.delete(item);
    done.push(item);
  };
  for (const item of ["a", "b", "a", "c"]) queue.add(item);
  const served = [queue.serve(work, stop.signal), queue.serve(work, stop.signal)];
  await queue.drained(stop.signal);
  expect(done.toSorted()).toEqual(["a", "a", "b", "c"]);
  queue.add("d");
  await queue.drained(stop.signal);
  expect(done.at(-1)).toBe("d");
  stop.abort();
  await Promise.all(served);
});
