import { expect, test } from "vitest";
import { ToldRevisions } from "./told-revisions.ts";

test("knows which revisions were handed out", () => {
  const told = new ToldRevisions();
  expect(told.latest).toBe(0);
  for (const revision of [0, 3, 3, 7, 100]) told.add(revision);
  const known = Array.from({ length: 102 }, (_, i) => i).filter((revision) => told.has(revision));
  expect(known).toEqual([3, 7, 100]);
  expect(told.latest).toBe(100);
});

test("keeps the latest ones", () => {
  const told = new ToldRevisions();
  for (let revision = 1; revision <= 100_000; revision++) told.add(revision);
  expect(told.has(100_000)).toBe(true);
  expect(told.has(100_000 - 8000)).toBe(true);
  expect(told.has(100_000 - 20_000)).toBe(false);
});
