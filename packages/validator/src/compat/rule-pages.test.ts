import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { renderPages } from "./testing/render-pages.ts";

const folder = new URL("../../../../docs/compat-rules/", import.meta.url);
const pages = renderPages();

test("every rule has a page, and there is no other", () => {
  expect(readdirSync(folder).toSorted()).toEqual([...pages.keys()].toSorted());
});

test.each([...pages])("%s says what the rules and the examples say", (name, text) => {
  const way =
    "node --conditions=@runledger/source packages/validator/scripts/print-compat-rules.ts";
  expect(readFileSync(new URL(name, folder), "utf8"), `to write it again: ${way}`).toBe(text);
});
