import { ActionPhase } from "@runledger/proto/core/v1";
import { expect, test } from "vitest";
import { recordOf } from "../testing/record-of.ts";
import { report } from "../testing/report.ts";
import { MAX_LOGS } from "./merge-logs.ts";

const { RUNNING, SUCCEEDED, PAUSED } = ActionPhase;

function linksOf(...events: Parameters<typeof report>[0][]): string[] {
  const record = recordOf(events.map((event) => report(event)));
  const [attempt] = record.attempts;
  expect(attempt?.logSources).toHaveLength(attempt?.attempt?.logInfo.length ?? -1);
  return (attempt?.attempt?.logInfo ?? []).map(({ name, uri }) => `${name}=${uri}`);
}

function nameOf(index: number): string {
  return `log-${String(index).padStart(5, "0")}`;
}

test("links are sorted by name, and one of a higher version replaces its like", () => {
  expect(
    linksOf(
      { phase: RUNNING, version: 2, logInfo: [{ name: "b", uri: "new" }] },
      {
        phase: RUNNING,
        version: 1,
        logInfo: [
          { name: "b", uri: "old" },
          { name: "a", uri: "x" },
        ],
      },
    ),
  ).toEqual(["a=x", "b=new"]);
});

test("a link of a later phase replaces its like, whatever the version and the phase's number", () => {
  expect(
    linksOf(
      { phase: SUCCEEDED, version: 0, logInfo: [{ name: "a", uri: "end" }] },
      { phase: PAUSED, version: 7, logInfo: [{ name: "a", uri: "paused" }] },
    ),
  ).toEqual(["a=end"]);
});

test("of two links of one name in one report, the last stands", () => {
  const logInfo = [
    { name: "a", uri: "1" },
    { name: "a", uri: "2" },
  ];
  expect(linksOf({ phase: RUNNING, logInfo })).toEqual(["a=2"]);
});

test(`of more than ${MAX_LOGS} names, those that sort first stay, in whatever order they come`, () => {
  const links = Array.from({ length: MAX_LOGS + 50 }, (_, index) => ({
    name: nameOf(index),
    uri: "u",
  }));
  const halves = [
    { phase: RUNNING, version: 0, logInfo: links.slice(0, 500) },
    { phase: RUNNING, version: 1, logInfo: links.slice(500) },
  ];
  const kept = linksOf(...halves);
  expect(kept).toHaveLength(MAX_LOGS);
  expect(kept.at(-1)).toBe(`${nameOf(MAX_LOGS - 1)}=u`);
  expect(linksOf(...halves.toReversed())).toEqual(kept);
});
