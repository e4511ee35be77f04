import { describe, expect, test } from "vitest";
import { applyWaivers } from "./apply-waivers.ts";
import { parseWaivers } from "./parse-waivers.ts";
import type { Waiver } from "./waiver.ts";

const waiver: Waiver = {
  rule: "RL301",
  symbol: "p/d/nightly-*/a1",
  reason: "The old worker counts down.",
  owner: "data-platform",
  expires: "2026-12-31",
};
const finding = { rule: "RL301", symbol: "p/d/nightly-7/a1" };

describe("a waiver", () => {
  test("takes out what it covers, on its last day too, and nothing else", () => {
    const others = [
      { rule: "RL302", symbol: finding.symbol },
      { rule: "RL301", symbol: "p/d/nightly-7/a10" },
      { rule: "RL301", symbol: "x/p/d/nightly-7/a1" },
    ];
    const applied = applyWaivers([finding, ...others], [waiver], "2026-12-31");
    expect(applied).toEqual({ kept: others, waived: [{ finding, waiver }], problems: [] });
  });

  test("covers nothing once it has expired, and says so", () => {
    const applied = applyWaivers([finding], [waiver], "2027-01-01");
    expect(applied.kept).toEqual([finding]);
    expect(applied.problems).toMatchObject([
      { kind: "expired", message: expect.stringContaining("expired after 2026-12-31") },
    ]);
  });

  test("that covers nothing is a problem", () => {
    expect(applyWaivers([], [waiver], "2026-01-01").problems).toMatchObject([{ kind: "unused" }]);
  });

  test("takes the characters of its symbol as they are, the star aside", () => {
    const odd = { ...waiver, symbol: "a.b(c)[*]" };
    const findings = [
      { rule: "RL301", symbol: "a.b(c)[d]" },
      { rule: "RL301", symbol: "axb(c)[d]" },
    ];
    expect(applyWaivers(findings, [odd], "2026-01-01").kept).toEqual(findings.slice(1));
  });
});

describe("a file of waivers", () => {
  test("is read", () => {
    expect(parseWaivers(JSON.stringify({ waivers: [waiver] }), "w.json")).toEqual({
      kind: "waivers",
      waivers: [waiver],
    });
  });

  test.for([
    ["no JSON", "{", /^w\.json: no JSON: /],
    ["no list", "[]", /^w\.json: waivers must be a list/],
    ["no object", '{"waivers": [1]}', /^w\.json: waivers\[0\] must be an object/],
    ["a field left out", JSON.stringify({ waivers: [{ ...waiver, owner: " " }] }), /\.owner must/],
    [
      "a day that isn't",
      JSON.stringify({ waivers: [{ ...waiver, expires: "2026-02-30" }] }),
      /day/,
    ],
    ["a field too many", JSON.stringify({ waivers: [{ ...waiver, until: "x" }] }), /\.until means/],
  ] as const)("with %s is refused, and the place is named", ([, text, message]) => {
    const parsed = parseWaivers(text, "w.json");
    expect(parsed.kind === "problems" && parsed.problems[0]).toMatch(message);
  });
});
