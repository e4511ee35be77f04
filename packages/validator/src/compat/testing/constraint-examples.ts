import type { CompatRuleId } from "../catalogue.ts";
import type { Change, Example } from "./example.ts";

const message = (rules: string): string =>
  `message Job {\n  string name = 1${rules === "" ? "" : ` [${rules}]`};\n}\n`;

const change = (
  title: string,
  before: string,
  after: string,
  finds: readonly CompatRuleId[],
): Change => ({ title, before: message(before), after: message(after), finds });

/** What trips each rule on constraints, and what just doesn't. */
export const constraintExamples: readonly Example[] = [
  {
    rule: "RC201",
    language: "proto",
    trips: change(
      "a name becomes shorter",
      "(buf.validate.field).string.max_len = 63",
      "(buf.validate.field).string.max_len = 40",
      ["RC201"],
    ),
    spares: change(
      "a bound is written beside another that says the same",
      "(buf.validate.field).string.max_len = 63",
      "(buf.validate.field).string = {max_len: 63}",
      [],
    ),
  },
  {
    rule: "RC202",
    language: "proto",
    trips: change("a name may be empty", "(buf.validate.field).string.min_len = 1", "", ["RC202"]),
    spares: change(
      "an example is given",
      "(buf.validate.field).string.min_len = 1",
      '(buf.validate.field).string = {min_len: 1, example: "nightly"}',
      [],
    ),
  },
  {
    rule: "RC203",
    language: "proto",
    trips: change(
      "a pattern is written differently",
      '(buf.validate.field).string.pattern = "^[a-z]+$"',
      '(buf.validate.field).string.pattern = "^[a-z][a-z]*$"',
      ["RC203"],
    ),
    spares: change(
      "a pattern is taken away",
      '(buf.validate.field).string.pattern = "^[a-z]+$"',
      "",
      ["RC202"],
    ),
  },
];
