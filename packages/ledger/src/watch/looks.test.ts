import { expect, test } from "vitest";
import { turns } from "../testing/pump.ts";
import { Looks } from "./looks.ts";

test("looks once more for all that it was told while it looked, and goes on after a failure", async () => {
  const ends: PromiseWithResolvers<void>[] = [];
  const looks = new Looks(() => {
    const end = Promise.withResolvers<void>();
    ends.push(end);
    return end.promise;
  });
  looks.look();
  for (let i = 0; i < 5; i += 1) looks.look();
  expect(ends).toHaveLength(1);
  ends[0]?.reject(new Error("trouble"));
  await turns(2);
  expect(ends).toHaveLength(2);
  ends[1]?.resolve();
  await turns(2);
  expect(ends).toHaveLength(2);
  looks.look();
  expect(ends).toHaveLength(3);
  looks.stop();
  looks.look();
  ends[2]?.resolve();
  await turns(2);
  expect(ends).toHaveLength(3);
});
