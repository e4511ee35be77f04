import { ActionPhase } from "@runledger/proto/core/v1";
import { describe, expect, test } from "vitest";
import { at } from "./testing/at.ts";
import { recordOf } from "./testing/record-of.ts";
import { report } from "./testing/report.ts";
import { visibleLogs } from "./visible-logs.ts";

const { QUEUED, WAITING_FOR_RESOURCES, INITIALIZING, RUNNING, PAUSED, SUCCEEDED, FAILED } =
  ActionPhase;

const logInfo = [
  { name: "always", ShowWhilePending: true },
  { name: "hidden-at-end", HideOnceFinished: true },
  { name: "plain" },
  { name: "unready", ready: false },
  { name: "until-120", ttl: { seconds: 20n } },
];

function visible(phase: ActionPhase, now: number, endedAt: number | null = 100): string[] {
  const time = endedAt === null ? {} : { updatedTime: at(endedAt) };
  const { attempts } = recordOf([report({ phase, logInfo, ...time })]);
  const attempt = attempts[0]?.attempt;
  return attempt === undefined ? [] : visibleLogs(attempt, at(now)).map(({ name }) => name);
}

describe("the links that a person should see", () => {
  test.each([QUEUED, WAITING_FOR_RESOURCES, INITIALIZING])(
    "before work, in phase %i, are those that say so",
    (phase) => {
      expect(visible(phase, 0)).toEqual(["always"]);
    },
  );

  test.each([RUNNING, PAUSED])("at work, in phase %i, are all", (phase) => {
    expect(visible(phase, 1_000_000)).toHaveLength(logInfo.length);
  });

  test.each([
    { now: 100, shown: ["always", "plain", "unready", "until-120"] },
    { now: 120, shown: ["always", "plain", "unready", "until-120"] },
    { now: 121, shown: ["always", "plain", "unready"] },
  ])("after an end at 100, at $now, are $shown", ({ now, shown }) => {
    expect(visible(SUCCEEDED, now)).toEqual(shown);
    expect(visible(FAILED, now)).toEqual(shown);
  });

  test("of which nobody knows when the attempt ended never expire", () => {
    expect(visible(SUCCEEDED, 1_000_000, null)).toContain("until-120");
  });
});
