import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../scripts/testing/temporary-folder.ts";
import { readGivenInputs } from "./read-given-inputs.ts";
import { readWorkflow } from "./read-workflow.ts";

function fileOf(text: string): string {
  const file = join(temporaryFolder(), "flow.yaml");
  writeFileSync(file, text);
  return file;
}

test.each([
  [
    "name: a\ntasks:\n  x: { run: 'true', retrys: 1 }\n",
    /line 3, column 29: tasks\.x\.retrys: isn't known/,
  ],
  [
    "name: a\ntasks:\n  x:\n    needs: [y]\n    run: 'true'\n",
    /line 4, column 13: tasks\.x\.needs\.0: is "y"/,
  ],
  [
    "name: a\ntasks:\n  x: {}\n",
    /line 3, column 6: tasks\.x: must have one of command, run and condition/,
  ],
  ["tasks:\n  x: { run: a }\n", /name: is "", and must have/],
  ["name: a\nname: b\ntasks: {}\n", /line 2, column 1: Map keys must be unique/],
  ["name: [a\n", /line \d+, column \d+: /],
  ["", /is null, and must be fields by name/],
  [`a: &a [x, x]\nb: &b [${"*a, ".repeat(20)}]\nc: [${"*b, ".repeat(20)}]\n`, /alias/],
])("%j is refused, by line and field", async (text, message) => {
  await expect(readWorkflow(fileOf(text))).rejects.toThrow(message);
});

const inputs =
  "name: a\ninputs:\n  s: { default: x }\n  n: { type: integer }\n  l: { type: list, default: [] }\ntasks:\n  x: { run: a }\n";

test("inputs are read by their types", async () => {
  const { document } = await readWorkflow(fileOf(inputs));
  expect(await readGivenInputs(document, ["n=5", "l=a,b", "s=1=2"])).toEqual({
    s: "1=2",
    n: 5,
    l: ["a", "b"],
  });
  expect(await readGivenInputs(document, ["n=5", 'l=[{"a": 1}]'])).toEqual({
    s: "x",
    n: 5,
    l: [{ a: 1 }],
  });
});

test.each([
  [[], /--input n: isn't given, and has no default/],
  [["n=x"], /--input n: "x" must be of the type integer/],
  [["n=1.5"], /--input n: is 1\.5, and must be of the type integer/],
  [["m=1"], /--input m: a has no such input; there are s, n, l/],
  [["n"], /--input n: must be NAME=VALUE/],
])("%j are refused", async (given, message) => {
  const { document } = await readWorkflow(fileOf(inputs));
  await expect(readGivenInputs(document, given)).rejects.toThrow(message);
});
