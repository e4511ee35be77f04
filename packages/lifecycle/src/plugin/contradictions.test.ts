import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { compile } from "../testing/compile.ts";
import { lifecyclePlugin } from "./plugin.ts";

const path = "contradictions.proto";
const source = readFileSync(new URL(`../testing/${path}`, import.meta.url), "utf8");

/**
 * What the source's own comments say is to be found: `// here: id` stands above the line to mend.
 */
const expected = source.split("\n").flatMap((text, index) => {
  const id = /^\s*\/\/ here: ([\w-]+)$/.exec(text)?.[1];
  return id === undefined ? [] : [{ id, line: index + 2 }];
});

/** Every id that the program can answer, read from the type that declares them. */
const ids = [
  ...readFileSync(new URL("../problem.ts", import.meta.url), "utf8").matchAll(
    /^ {2}\| "([\w-]+)"/gm,
  ),
].map(([, id]) => id);

describe("the plugin refuses", () => {
  let answered: { id: string | undefined; line: number; text: string }[] = [];
  let files = 0;

  beforeAll(() => {
    const response = lifecyclePlugin.run(compile({ [path]: source }));
    files = response.file.length;
    answered = response.error.split("\n").map((text) => ({
      id: /\[([\w-]+)\]$/.exec(text)?.[1],
      line: Number(/^contradictions\.proto:(\d+):\d+: /.exec(text)?.[1]),
      text,
    }));
  });

  test.for(expected)("$id at line $line", ({ id, line }) => {
    const found = answered.filter((answer) => answer.line === line);
    expect(found).toMatchObject([{ id }]);
    // A sentence on what is wrong, and after it one on the way out.
    expect(found[0]?.text).toMatch(/\. [A-Z].*\. \[/);
  });

  test("nothing else", () => {
    expect(answered.map(({ id, line }) => ({ id, line }))).toEqual(
      expect.arrayContaining(expected),
    );
    expect(answered).toHaveLength(expected.length);
  });

  test("to generate anything", () => {
    expect(files).toBe(0);
  });

  test("with each id that there is, explained in the documentation", () => {
    expect(new Set(expected.map(({ id }) => id))).toEqual(new Set(ids));
    const documentation = readFileSync(
      new URL("../../../../docs/lifecycle/README.md", import.meta.url),
      "utf8",
    );
    expect(ids.filter((id) => !documentation.includes(`| \`${id}\` |`))).toEqual([]);
  });
});
