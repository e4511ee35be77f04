import { expect, test } from "vitest";
import { RevisionMarks } from "./revision-marks.ts";

test("knows the revisions that were marked, and 0", () => {
  const marks = new RevisionMarks();
  for (const revision of [3, 3, 7, 100]) marks.add(revision);
  const known = Array.from({ length: 102 }, (_, i) => i).filter((revision) => marks.has(revision));
  expect(known).toEqual([0, 3, 7, 100]);
});

test("takes marks back from a revision on, whether it is marked or not", () => {
  const marks = new RevisionMarks();
  for (const revision of [3, 7, 9]) marks.add(revision);
  marks.removeFrom(8);
  expect([marks.has(7), marks.has(9)]).toEqual([true, false]);
  marks.removeFrom(7);
  expect([marks.has(3), marks.has(7)]).toEqual([true, false]);
  marks.add(9);
  expect(marks.has(9)).toBe(true);
});

test("keeps the latest ones", () => {
  const marks = new RevisionMarks();
  for (let revision = 1; revision <= 100_000; revision++) marks.add(revision);
  expect(marks.has(100_000)).toBe(true);
  expect(marks.has(100_000 - 8000)).toBe(true);
  expect(marks.has(100_000 - 20_000)).toBe(false);
});
