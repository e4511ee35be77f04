import { expect, test } from "vitest";
import { summarize } from "./summarize.ts";

test("gives median, least and greatest of each metric", () => {
  const rounds = [
    { ns: 3, bytes: 10 },
    { ns: 1, bytes: 10 },
    { ns: 8, bytes: 10 },
  ];
  expect(summarize(rounds)).toEqual({
    ns: { median: 3, least: 1, greatest: 8 },
    bytes: { median: 10, least: 10, greatest: 10 },
  });
});

test("gives the middle between two middle rounds", () => {
  expect(summarize([{ ns: 4 }, { ns: 1 }])).toEqual({ ns: { median: 2.5, least: 1, greatest: 4 } });
});

test("a round that lacks a metric shows", () => {
  expect(summarize([{ ns: 1 }, {}])["ns"]?.greatest).toBeNaN();
});
