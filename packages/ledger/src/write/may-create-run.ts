import { emptyRecord, foldDeclaration, foldReport } from "@runledger/state";
import { toTimestamp } from "../times.ts";
import type { PreparedDeclaration } from "../validate/prepare-declaration.ts";
import type { SoundReport } from "../validate/prepare-report.ts";

/** Tells whether a report on a run of which nothing is known would be stored, or its declaration would. */
export function mayCreateRun({ event, declaration }: SoundReport): boolean {
  if ("record" in foldReport(emptyRecord(), undefined, event)) return true;
  return declaration !== undefined && isDeclarable(declaration);
}

/** Tells whether a declaration of an action of which nothing is known would be stored. */
export function isDeclarable(prepared: PreparedDeclaration): boolean {
  if (prepared.kind === "refused") return false;
  const { declaration } = prepared;
  return foldDeclaration(emptyRecord(), undefined, declaration, toTimestamp(0)).kind === "declared";
}
