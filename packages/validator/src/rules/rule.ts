import type { Rule } from "@runledger/state";
import type { Severity } from "./severity.ts";

/** A rule that messages or streams are judged by. */
export interface ValidatorRule extends Rule {
  /** The id, as in `RL301`. Never given to another rule. */
  readonly id: string;
  readonly severity: Severity;
  /** What it judges: a message by itself, a report as it comes, or what is known at the end. */
  readonly judges: "message" | "report" | "end";
  /** Whether the ledger refuses by it too. */
  readonly refuses: boolean;
}
