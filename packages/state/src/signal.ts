import { create, equals } from "@bufbuild/protobuf";
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import {
  type ActionEvent,
  type ActionMetadata,
  type ActionRecord,
  type EnrichedIdentity,
  type Literal,
  LiteralSchema,
  type LiteralType,
  SignalInfoSchema,
} from "@runledger/proto/run/v1";
import { attemptOf, phaseOf } from "./current.ts";
import { foldLedgerReport } from "./fold.ts";
import { isTerminal } from "./is-terminal.ts";
import { ledgerReport } from "./ledger-report.ts";
import { actionPhaseLifecycle as lifecycle } from "./lifecycles.ts";
import { phaseLabel } from "./phase-label.ts";
import { signalledPhase } from "./phases.ts";
import { signalTypeProblem } from "./signal-type.ts";

/** Why a signal is refused. */
export type SignalRefusal =
  /** The action is no condition. */
  | "not-a-condition"
  /** It doesn't wait for a signal yet. */
  | "not-waiting"
  /** It has ended. */
  | "ended"
  /** The value isn't of the declared type, or that type can't be signalled. */
  | "wrong-type"
  /** Another value was signalled before. */
  | "other-value";

/** What a signal does to a condition. */
export type SignalResult =
  /** It resolves it. `events`: the ledger's own report of it, without an id. */
  | {
      readonly kind: "signalled";
      readonly record: ActionRecord;
      readonly events: readonly ActionEvent[];
    }
  /** The same value was signalled before. */
  | { readonly kind: "same" }
  /** It changes nothing. `message` names what was wrong and the way out. */
  | { readonly kind: "refused"; readonly reason: SignalRefusal; readonly message: string };

/**
 * Signals a condition with a value of its declared type: a whole number, a floating-point number, text, or true or false.
 * The first value resolves it; the same again is the same.
 */
export function signal(
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
  value: Literal,
  by: EnrichedIdentity | undefined,
  time: Timestamp,
): SignalResult {
  const refusal = refusalOf(record, metadata, value);
  if (refusal !== undefined) return refusal;
  const event = ledgerReport(attemptOf(record), signalledPhase, time);
  const result = foldLedgerReport(record, metadata, event);
  if (!("record" in result))
    throw new Error(`A waiting condition can't be resolved: ${JSON.stringify(result)}`);
  const info = create(SignalInfoSchema, {
    output: value,
    ...(by === undefined ? {} : { signalledBy: by }),
  });
  return { kind: "signalled", record: { ...result.record, signal: info }, events: [event] };
}

function refusalOf(
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
  value: Literal,
): SignalResult | undefined {
  const condition = conditionOf(record, metadata);
  if (condition === undefined) {
    return refused(
      "not-a-condition",
      "spec: the action wasn't declared as a condition. Declare it as one first.",
    );
  }
  const problem = signalTypeProblem(condition.type, value);
  if (problem !== undefined)
    return refused("wrong-type", `${problem} Signal a value of that type.`);
  const before = record.signal?.output;
  if (before !== undefined) {
    return isSameValue(before, value)
      ? { kind: "same" }
      : refused("other-value", "value: another one was signalled before, and it stands.");
  }
  const phase = phaseOf(record);
  if (isTerminal(phase)) {
    return refused(
      "ended",
      `phase: the condition has ended: ${phaseLabel(phase)}. Nothing waits for the signal.`,
    );
  }
  return lifecycle.awaitsSignal(phase)
    ? undefined
    : refused(
        "not-waiting",
        `phase: the condition doesn't wait yet: ${phaseLabel(phase)}. Signal it when it does.`,
      );
}

function conditionOf(
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
): { readonly type?: LiteralType | undefined } | undefined {
  if (record.spec.case === "condition") return record.spec.value;
  return metadata?.spec.case === "condition" ? metadata.spec.value : undefined;
}

/** Compares values and not what stands for them in cache keys. */
function isSameValue(a: Literal, b: Literal): boolean {
  return equals(LiteralSchema, { ...a, hash: "" }, { ...b, hash: "" });
}

function refused(reason: SignalRefusal, message: string): SignalResult {
  return { kind: "refused", reason, message };
}
