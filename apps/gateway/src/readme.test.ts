import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { parse, validate } from "graphql";
import { expect, test } from "vitest";
import { schema } from "./schema/schema.ts";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

/** Finds the blocks of a language in a Markdown text. */
function blocks(text: string, language: string): string[] {
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , body = ""]) => body);
}

test("The lines in the README work, and print what they say", { timeout: 30_000 }, async () => {
  const [code = ""] = blocks(read("../README.md"), "ts");
  const [, expected] = /^\/\/ (.*)$/m.exec(code) ?? [];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--conditions=@runledger/source", "--input-type=module-typescript", "--eval", code],
    { cwd: fileURLToPath(new URL("..", import.meta.url)) },
  );
  expect(stdout.trim()).toBe(expected);
});

test.each([
  ...blocks(read("../../../docs/graphql.md"), "graphql"),
  ...[...read("../README.md").matchAll(/"query": ("(?:[^"\\]|\\.)*")/g)].map(
    ([, json = '""']) => JSON.parse(json) as string,
  ),
])("The schema takes what the documentation shows: %s", (text) => {
  expect(validate(schema, parse(text))).toEqual([]);
});
