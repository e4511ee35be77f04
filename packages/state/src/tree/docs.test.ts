import { expect, test } from "vitest";
import { readmePrograms, runProgram } from "../../../../scripts/testing/run-readme.ts";

const programs = readmePrograms(new URL("../../../../docs/tree.md", import.meta.url));

test.for(programs)("the program in docs/tree.md prints what it says", (program) => {
  expect(program.prints.length).toBeGreaterThan(0);
  expect(runProgram(program, new URL("../../", import.meta.url))).toEqual(program.prints);
});
