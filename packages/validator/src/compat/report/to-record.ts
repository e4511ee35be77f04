import { compatRules } from "../catalogue.ts";
import type { Judged } from "../policy/judge.ts";

/** What was found, as programs read it. The keys are stable. */
export interface FindingRecord {
  readonly rule: string;
  readonly name: string;
  readonly standing: string;
  readonly symbol: string;
  readonly scope: string;
  readonly mode: string;
  readonly against: string;
  readonly backward: string;
  readonly forward: string;
  readonly order: string;
  readonly message: string;
  readonly wayOut: string;
  readonly detail?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly waiver?: string;
}

/** Puts what was found into the form that programs read. */
export function toRecord(judged: Judged): FindingRecord {
  const { finding, standing, mode, against, order, waiver } = judged;
  const { rule, symbol, scope, backward, forward, message, detail, place } = finding;
  const { name, wayOut } = compatRules[rule];
  return {
    rule,
    name,
    standing,
    symbol,
    scope,
    mode,
    against,
    backward,
    forward,
    order,
    message,
    wayOut,
    ...(detail === undefined ? {} : { detail }),
    ...place,
    ...(waiver === undefined ? {} : { waiver }),
  };
}
