import { toBinary } from "@bufbuild/protobuf";
import type { LedgerLimits } from "@runledger/ledger";
import { type ActionDeclaration, ActionDeclarationSchema } from "@runledger/proto";
import { TaskError } from "../task-error.ts";

/**
 * Checks that the ledger can hold the declaration of a step.
 *
 * @throws TaskError that names the limit, and the way out
 */
export function checkSize(
  declaration: ActionDeclaration,
  { bytesPerReport }: Pick<LedgerLimits, "bytesPerReport">,
): void {
  const bytes = toBinary(ActionDeclarationSchema, declaration).length;
  if (bytes <= bytesPerReport) return;
  throw new TaskError(
    `${declaration.name}: its input and what else declares it take ${bytes} bytes, above the ledger's limit of ` +
      `${bytesPerReport} (bytesPerReport). Write what is large to a file, and pass its path.`,
    { code: "InputTooLarge" },
  );
}
