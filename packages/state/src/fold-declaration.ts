import { createRegistry, equals } from "@bufbuild/protobuf";
import { type Timestamp, TimestampSchema } from "@bufbuild/protobuf/wkt";
import type { ActionPhase } from "@runledger/proto/core/v1";
import {
  type ActionDeclaration,
  ActionDeclarationSchema,
  type ActionEvent,
  type ActionMetadata,
  type ActionRecord,
} from "@runledger/proto/run/v1";
import { checkDeclaration } from "./check-declaration.ts";
import { completeMetadata } from "./complete-metadata.ts";
import { foldLedgerReport } from "./fold.ts";
import { ledgerReport } from "./ledger-report.ts";
import { awaitingPhase, initialPhase } from "./phases.ts";
import { type RuleId, rules } from "./rules.ts";

/** Unknown fields count: of most specs, nearly everything is in them. */
const exactly: Parameters<typeof equals>[3] = { registry: createRegistry(), unknown: true };

/** What became of a declaration. */
export type DeclarationResult =
  | {
      /** It is news: store the record, the metadata, and those of the reports whose keys aren't stored yet. */
      readonly kind: "declared";
      readonly record: ActionRecord;
      /** What is known of the action, with what follows from the declaration filled in. */
      readonly metadata: ActionMetadata;
      /** The ledger's own reports: queued, and for a condition that it waits. Without ids. */
      readonly events: readonly ActionEvent[];
    }
  /** The action was declared so before. */
  | { readonly kind: "same" }
  /** It contradicts itself or what was declared before. */
  | { readonly kind: "conflict"; readonly rule: RuleId; readonly message: string };

/**
 * Folds a declaration over what is known of its action: nothing, or reports that came before it. Declaring an action and
 * reporting on it gives the same whichever comes first.
 *
 * That its parents lead to the root is for the caller to check, who knows the other actions.
 *
 * @param record `emptyRecord()` if nothing is known of the action
 * @param metadata what it was declared with before, if it was
 * @param time when the ledger was told: the queued time of a declaration that doesn't say one
 */
export function foldDeclaration(
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
  declaration: ActionDeclaration,
  time: Timestamp,
): DeclarationResult {
  const completed = completeMetadata(declaration);
  const flaw = checkDeclaration(declaration, completed);
  if (flaw !== undefined) return conflict(flaw.rule, flaw.problem);
  if (record.declared) return repeat(record, metadata, declaration, completed);
  const createdTime = declaration.createdTime ?? time;
  const { spec, inputUri, runOutputBase } = declaration;
  const told = { spec, inputUri, runOutputBase, createdTime };
  let declared: ActionRecord = { ...record, ...told, declared: true };
  const events: ActionEvent[] = [];
  for (const phase of phasesOf(declaration)) {
    const event = ledgerReport(1, phase, createdTime);
    const result = foldLedgerReport(declared, completed, event);
    // Refused where reports that came before say otherwise: they stand.
    if (!("record" in result)) continue;
    declared = result.record;
    events.push(event);
  }
  return { kind: "declared", record: declared, metadata: completed, events };
}

/** What a declaration itself tells: the action is queued, and a condition waits at once, since nothing has to start. */
function phasesOf({ spec }: ActionDeclaration): ActionPhase[] {
  return spec.case === "condition" ? [initialPhase, awaitingPhase] : [initialPhase];
}

/** Compares a declaration with the first one. A time that it doesn't say can't contradict. */
function repeat(
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
  declaration: ActionDeclaration,
  completed: ActionMetadata,
): DeclarationResult {
  const { createdTime } = declaration;
  const { spec, inputUri, runOutputBase } = record;
  const first = { ...declaration, metadata, spec, inputUri, runOutputBase };
  const again = { ...declaration, metadata: completed };
  if (!equals(ActionDeclarationSchema, first, again, exactly)) {
    return conflict(
      "RL306",
      `name: "${declaration.name}" was declared otherwise before, and that stands.`,
    );
  }
  const known = record.createdTime;
  if (createdTime && !(known && equals(TimestampSchema, known, createdTime))) {
    return conflict(
      "RL306",
      `created_time: the first declaration of "${declaration.name}" says another.`,
    );
  }
  return { kind: "same" };
}

function conflict(rule: RuleId, problem: string): DeclarationResult {
  return { kind: "conflict", rule, message: `${problem} ${rules[rule].wayOut}` };
}
