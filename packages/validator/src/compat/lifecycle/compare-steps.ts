import type { Lifecycle } from "@runledger/lifecycle";
import { backwardBreak, forwardBreak, noEffect } from "../finding.ts";
import type { LifecycleChange } from "./change.ts";
import { reportedByBoth } from "./reported-by-both.ts";
import { type Edge, lostSteps, redundantEdges } from "./relation.ts";

/** Lists the steps that became legal and those that no longer are. What is legal is what can be reached. */
export function compareSteps(before: Lifecycle, after: Lifecycle): LifecycleChange[] {
  const numbers = reportedByBoth(before, after);
  const name = (number: number): string => after.of(number)?.name ?? String(number);
  const step = ({ from, to }: Edge): string => `${name(from)} → ${name(to)}`;
  return [
    ...lostSteps(after, before, numbers).map((edge) => ({
      rule: "RC112" as const,
      value: name(edge.from),
      message: `${step(edge)} is legal now: old readers refuse the report, and stay at ${name(edge.from)}.`,
      ...forwardBreak,
    })),
    ...lostSteps(before, after, numbers).map((edge) => ({
      rule: "RC113" as const,
      value: name(edge.from),
      message: `${step(edge)} is no longer legal: new readers refuse it from old writers, and stay at ${name(edge.from)}.`,
      ...backwardBreak,
    })),
    ...redundantEdges(after, before, numbers).map((edge) => ({
      rule: "RC114" as const,
      value: name(edge.from),
      message: `${step(edge)} is declared now, and could be reached over others before: nothing changes.`,
      ...noEffect,
    })),
    ...redundantEdges(before, after, numbers).map((edge) => ({
      rule: "RC114" as const,
      value: name(edge.from),
      message: `${step(edge)} is no longer declared, and can still be reached over others: nothing changes.`,
      ...noEffect,
    })),
  ];
}
