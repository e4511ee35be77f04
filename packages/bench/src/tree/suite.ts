import type { Case, Goal, Suite } from "../suite.ts";
import { buildCase, buildName } from "./build-case.ts";
import { changeCase, changeName } from "./change-case.ts";
import { type ContenderName, contenders } from "./contenders.ts";
import { lateCase } from "./late-case.ts";
import { latencyCase } from "./latency-case.ts";
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

const changes: Case[] = SIZES.flatMap((size) => [
  changeCase("depth 10", size, "bare index", "any", false),
  changeCase("depth 10", size, "runledger", "any", false),
  changeCase("depth 10", size, "runledger", "any", true),
  changeCase("depth 10", size, "runledger", "next", false),
  changeCase("depth 10", size, "runledger", "next", true),
  changeCase("depth 10", size, "sibling scan", "any", true),
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
  ...SIZES.flatMap((size) =>
    (["next", "any"] as const).flatMap((order) => {
      const says = `one phase at depth 10 of ${size.toLocaleString("en-US")}, the ${order === "any" ? "action any one" : "next action"}`;
      const [plain, filtered] = [false, true].map((filter) =>
        changeName("depth 10", size, "runledger", order, filter),
      );
      return [
        goal(`${says}, in under 2 µs`, plain ?? "", "µs/change", 2),
        goal(`${says}, with a filter, in under 4 µs`, filtered ?? "", "µs/change", 4),
      ];
    }),
  ),
];

/** The tree of a run's actions, at three sizes and three shapes. */
export const treeSuite: Suite = {
  name: "tree",
  cases: [latencyCase, ...builds, ...changes, ...SIZES.map(lateCase), ...watchCases],
  goals,
  report: reportTree,
};

function goal(says: string, of: string, metric: string, atMost: number): Goal {
  return { says, case: of, metric, atMost };
}
