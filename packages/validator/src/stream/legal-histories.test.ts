import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { histories, patience } from "../testing/histories.ts";
import { judgeEntries } from "../testing/judge-entries.ts";
import { judgeLines } from "../testing/judge-lines.ts";
import { legalStream } from "../testing/legal-stream.ts";

describe("a legal history", () => {
  test("is never faulted", { timeout: patience }, async () => {
    await fc.assert(
      fc.asyncProperty(legalStream, async (records) => {
        const { verdict, problems } = await judgeLines(records);
        expect({ faults: verdict.findings, problems }).toEqual({ faults: [], problems: [] });
        expect(verdict.reports).toBe(records.length);
      }),
      { numRuns: histories },
    );
  });

  test("is taken whole in any order", { timeout: patience }, () => {
    const shuffled = legalStream.chain((records) =>
      fc.shuffledSubarray(records, { minLength: records.length }),
    );
    fc.assert(
      fc.property(shuffled, (records) => {
        const { findings } = judgeEntries(records);
        const faults = findings.filter(({ severity }) => severity === "error");
        expect(faults).toEqual([]);
      }),
      { numRuns: histories },
    );
  });
});
