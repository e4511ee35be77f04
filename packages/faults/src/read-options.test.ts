import { expect, test } from "vitest";
import { readOptions } from "./read-options.ts";

const draw = (): number => 12;

test("draws a seed, and tries every kind twice, where nothing is said", () => {
  expect(readOptions([], draw)).toMatchObject({
    kind: "run",
    seed: 12,
    rounds: 2,
    databases: ["sqlite", "postgres", "power", "work"],
  });
});

test("takes minutes instead of rounds", () => {
  expect(readOptions(["--minutes", "3", "--database", "sqlite"], draw)).toMatchObject({
    rounds: Infinity,
    minutes: 3,
    databases: ["sqlite"],
  });
});

test.each([
  [["--seed", "one"], "--seed"],
  [["--rounds", "0"], "--rounds"],
  [["--minutes", "-1"], "--minutes"],
  [["--database", "oracle"], "--database"],
  [["--sabotage", "all"], "--sabotage"],
  [["--sed", "1"], "--sed"],
])("refuses %j, and names it", (args, name) => {
  const command = readOptions(args, draw);
  expect(command.kind).toBe("wrong");
  expect("problem" in command && command.problem).toContain(name);
});
