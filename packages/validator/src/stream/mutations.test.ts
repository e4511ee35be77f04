import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { catalogue } from "../rules/catalogue.ts";
import { histories, patience } from "../testing/histories.ts";
import { judgeLines } from "../testing/judge-lines.ts";
import { legalStream } from "../testing/legal-stream.ts";
import { mutations } from "../testing/mutations.ts";

describe("a legal history", () => {
  test("is never faulted", { timeout: patience }, async () => {
    await fc.assert(
      fc.asyncProperty(legalStream, async (records) => {
        const { verdict, problems } = await judgeLines(records);
        const faults = verdict.findings.filter(({ severity }) => severity !== "note");
        expect({ faults, problems }).toEqual({ faults: [], problems: [] });
        expect(verdict.reports).toBe(records.length);
      }),
      { numRuns: histories },
    );
  });

  test("is taken whole in any order", { timeout: patience }, async () => {
    const shuffled = legalStream.chain((records) =>
      fc.shuffledSubarray(records, { minLength: records.length }),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async (records) => {
        const { verdict } = await judgeLines(records);
        const faults = verdict.findings.filter(({ severity }) => severity === "error");
        expect(faults).toEqual([]);
      }),
      { numRuns: histories },
    );
  });
});

describe.for(Object.entries(mutations))("%s", ([rule, mutate]) => {
  test(
    `finds a history broken so, and where (${catalogue.get(rule)?.name})`,
    { timeout: patience },
    async () => {
      let broken = 0;
      await fc.assert(
        fc.asyncProperty(legalStream, fc.nat(10_000), async (records, pick) => {
          const mutated = mutate(records, pick);
          if (mutated === undefined) return;
          broken += 1;
          const { verdict } = await judgeLines(mutated.records);
          const places = verdict.findings
            .filter((each) => each.rule === rule)
            .map(({ line }) => line);
          expect(places).toContain(mutated.at + 1);
        }),
        { numRuns: Math.ceil(histories / 5) },
      );
      expect(broken, "some histories can be broken so").toBeGreaterThan(0);
    },
  );
});
