import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rules } from "./rules.ts";

const listed = Object.entries(rules).map(([id, rule]) => ({ id, ...rule }));

test.each(listed)(
  "$id $name says what must hold and what to do",
  ({ id, name, sentence, wayOut }) => {
    expect(id).toMatch(/^RL[1-47]\d\d$/);
    expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(wayOut).toMatch(/^[A-Z].*\.$/);
  },
);

test("the ids and the names never change: they stand in quarantines", () => {
  expect(listed.map(({ id, name }) => `${id} ${name}`)).toEqual([
    "RL101 malformed-report",
    "RL102 absent-phase",
    "RL103 unknown-phase",
    "RL104 reserved-version",
    "RL201 attempt-above-maximum",
    "RL202 phase-cannot-be-in-later-attempt",
    "RL203 earlier-attempt-contradicted",
    "RL301 illegal-transition",
    "RL302 after-end",
    "RL303 after-abort",
    "RL304 conflicting-report",
    "RL305 invalid-parent",
    "RL306 conflicting-declaration",
    "RL401 run-aborted",
    "RL701 lease-lost",
  ]);
});

test.each(listed)("$id stands in the documentation under its name", ({ id, name }) => {
  const documented = readFileSync(new URL("../../../docs/state.md", import.meta.url), "utf8");
  expect(documented).toContain(`| ${id} | ${name} |`);
});
