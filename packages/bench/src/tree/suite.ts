import type { Case, Goal, Suite } from "../suite.ts";
import { buildCase, buildName } from "./build-case.ts";
import { changeCase, changeName } from "./change-case.ts";
import { type ContenderName, contenders } from "./contenders.ts";
import { lateCase } from "./late-case.ts";
import { reportTree } from "./report.ts";
import { SHAPES, SIZES } from "./sizes.ts";
import { watchCases } from "./watch-case.ts";

const LARGEST = 1_000_000;

const names = Object.keys(contenders) as ContenderName[];

const builds: Case[] = SHAPES.flatMap((shape) =>
  SIZES.flatMap((size) =>
    names
      .filter((name) => size <= contenders[name].most[shape])
      .map((name) => buildCase(shape, size, name)),
  ),
);

/** A bare index has no way to say what changed, and a chain has its depth to walk up. */
const changes: Case[] = SIZES.flatMap((size) => [
  changeCase("wide", size, "runledger", false),
  changeCase("depth 10", size, "runledger", false),
  changeCase("depth 10", size, "runledger", true),
  changeCase("depth 10", size, "sibling scan", true),
]);

const goals: Goal[] = [
  goal("1,000,000 actions wide in under 1.2 s", buildName("wide", LARGEST, "runledger"), "s", 1.2),
  goal(
    "1,000,000 actions at depth 10 in under 2 s",
    buildName("depth 10", LARGEST, "runledger"),
    "s",
    2,
  ),
  goal(
    "1,000,000 actions in a chain in under 2 s",
    buildName("chain", LARGEST, "runledger"),
    "s",
    2,
  ),
  ...SHAPES.map((shape) =>
    goal(
      `under 200 bytes an action, ${shape}`,
      buildName(shape, LARGEST, "runledger"),
      "bytes/action",
      200,
    ),
  ),
  goal(
    "one phase at depth 10 of 1,000,000 in under 2 µs",
    changeName("depth 10", LARGEST, "runledger", false),
    "µs/change",
    2,
  ),
  goal(
    "with a filter in under 4 µs",
    changeName("depth 10", LARGEST, "runledger", true),
    "µs/change",
    4,
  ),
];

/** The tree of a run's actions, at three sizes and three shapes. */
export const treeSuite: Suite = {
  name: "tree",
  cases: [...builds, ...changes, ...SIZES.map(lateCase), ...watchCases],
  goals,
  report: reportTree,
};

function goal(says: string, of: string, metric: string, atMost: number): Goal {
  return { says, case: of, metric, atMost };
}
