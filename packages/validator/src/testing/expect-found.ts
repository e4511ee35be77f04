import * as fc from "fast-check";
import { histories } from "./histories.ts";
import { judgeEntries } from "./judge-entries.ts";
import { legalStream } from "./legal-stream.ts";
import type { Mutation } from "./mutate.ts";
import type { Json } from "./rule-example.ts";

/** How many histories are tried for each that can be broken in the way that fits the fewest. */
const patience = 50;

/**
 * Breaks legal histories in each of some ways until each way had as many as the tests try, and expects every break to be found
 * by its rule and in its place.
 *
 * @throws Error with the history and all that was found, where one wasn't
 */
export function expectFound(mutations: Readonly<Record<string, Mutation>>): void {
  /** How many histories are still to be broken in each way. */
  const left = new Map(Object.keys(mutations).map((rule) => [rule, histories]));
  const numRuns = Math.min(histories, 500);
  for (let tried = 0; left.size > 0; tried += numRuns) {
    if (tried > histories * patience) {
      throw new Error(`Too few histories can be broken by ${[...left.keys()].join(", ")}.`);
    }
    fc.assert(
      fc.property(legalStream, fc.nat(10_000), (records, pick) => {
        for (const [rule, count] of left) {
          if (!isFound(rule, mutations[rule], records, pick)) continue;
          if (count > 1) left.set(rule, count - 1);
          else left.delete(rule);
        }
      }),
      { numRuns },
    );
  }
}

/** Breaks a history, and expects the break to be found. @returns whether it can be broken so */
function isFound(
  rule: string,
  mutate: Mutation | undefined,
  records: readonly Json[],
  pick: number,
): boolean {
  const mutated = mutate?.(records, pick);
  if (mutated === undefined) return false;
  const { findings } = judgeEntries(mutated.records, mutated.options);
  const line = mutated.at + 1;
  if (findings.some((each) => each.rule === rule && each.line === line)) return true;
  const told = findings.map((each) => `${each.rule} in ${each.line}: ${each.message}`).join("\n");
  const lines = mutated.records.map((record) => JSON.stringify(record)).join("\n");
  throw new Error(`${rule} should be found in line ${line}. Found:\n${told}\nIn:\n${lines}`);
}
