import { describe, expect, test } from "vitest";
import { readmePrograms, runProgram } from "./run-readme.ts";

/** Tests that each program in the README of a package's folder prints what the README says. */
export function testReadme(folder: URL): void {
  describe("the README's programs", () => {
    const programs = readmePrograms(new URL("README.md", folder));

    test("are there, and say what they print", () => {
      expect(programs.flatMap(({ prints }) => prints).length).toBeGreaterThan(0);
    });

    test.for(programs)("print what they say", (program) => {
      expect(runProgram(program, folder)).toEqual(program.prints);
    });
  });
}
