import { type ActionDeclaration, ActionDeclarationSchema } from "@runledger/proto";
import type { DeclareResult } from "../declare-result.ts";
import type { LedgerLimits } from "../limits.ts";
import { checkMessage, tellViolations } from "./check-message.ts";
import { tellRefusal } from "./refusal.ts";
import { writeMessage } from "./write-message.ts";

/** A declaration that is sound by itself, or refused. */
export type PreparedDeclaration =
  | {
      readonly kind: "sound";
      /** With its name filled in. */
      readonly declaration: ActionDeclaration;
      /** How long it is as protobuf. */
      readonly size: number;
    }
  | { readonly kind: "refused"; readonly result: DeclareResult };

/**
 * Checks the declaration of an action by itself.
 *
 * @param name the action's name where something else says it: the declaration may leave it out, and must not contradict
 */
export function prepareDeclaration(
  given: ActionDeclaration,
  name: string | undefined,
  limits: LedgerLimits,
): PreparedDeclaration {
  const declaration = given.name === "" && name !== undefined ? { ...given, name } : given;
  const written = writeMessage(ActionDeclarationSchema, declaration, "declaration", limits);
  if (written.kind === "refused") return refused(written.wrong);
  const violations = checkMessage(ActionDeclarationSchema, declaration, "declaration");
  if (violations.length > 0) return refused(tellViolations(violations));
  if (declaration.name === "") return refused("declaration.name is empty.");
  if (name !== undefined && declaration.name !== name) {
    const [is, should] = [JSON.stringify(declaration.name), JSON.stringify(name)];
    return refused(`declaration.name is ${is}, and should be ${should}.`);
  }
  return { kind: "sound", declaration, size: written.bytes.length };
}

function refused(wrong: string): PreparedDeclaration {
  const message = tellRefusal("RL101", wrong);
  return { kind: "refused", result: { kind: "refused", rule: "RL101", message } };
}
