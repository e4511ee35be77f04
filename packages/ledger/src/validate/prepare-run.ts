import {
  type ActionDeclaration,
  type RunDeclaration,
  RunDeclarationSchema,
  type RunIdentifier,
} from "@runledger/proto";
import { ROOT_ACTION, emptyRecord, foldDeclaration } from "@runledger/state";
import type { LedgerLimits } from "../limits.ts";
import type { RandomBytes } from "../random.ts";
import { randomRunName } from "../random-run-name.ts";
import { toTimestamp } from "../times.ts";
import { checkMessage } from "./check-message.ts";
import { invalid } from "./invalid.ts";
import { writeMessage } from "./write-message.ts";

/** The declaration of a run that is sound by itself. */
export interface PreparedRun {
  readonly run: RunIdentifier;
  /** With the names filled in that may be left out: the run's own and its root's. */
  readonly declaration: RunDeclaration;
  /** How long it is as protobuf. */
  readonly size: number;
}

/**
 * Checks the declaration of a run by itself.
 *
 * @throws LedgerError of kind `invalid` that names every field that is malformed
 */
export function prepareRun(
  given: RunDeclaration,
  random: RandomBytes,
  limits: LedgerLimits,
): PreparedRun {
  const declaration = { ...given };
  if (given.id?.name === "") declaration.id = { ...given.id, name: randomRunName(random) };
  if (given.root?.name === "") declaration.root = { ...given.root, name: ROOT_ACTION };
  const written = writeMessage(RunDeclarationSchema, declaration, "The declaration", limits);
  if (written.kind === "refused") throw invalid([{ field: "", message: written.wrong }]);
  const violations = checkMessage(RunDeclarationSchema, declaration, "");
  const { id: run } = declaration;
  if (violations.length > 0 || run === undefined) throw invalid(violations);
  if (declaration.root !== undefined) checkRoot(declaration.root);
  return { run, declaration, size: written.bytes.length };
}

function checkRoot(root: ActionDeclaration): void {
  if (root.name !== ROOT_ACTION) {
    const message = `is ${JSON.stringify(root.name)}, and must be "${ROOT_ACTION}" or left out`;
    throw invalid([{ field: "root.name", message }]);
  }
  const folded = foldDeclaration(emptyRecord(), undefined, root, toTimestamp(0));
  if (folded.kind === "conflict") throw invalid([{ field: "root", message: folded.message }]);
}
