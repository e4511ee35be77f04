import { type DocumentNode, getOperationAST } from "graphql";
import { GatewayError } from "../errors/gateway-error.ts";

/**
 * Sees to it that it is clear which operation of a document is meant.
 *
 * @throws GatewayError BAD_REQUEST.
 */
export function assertOperation(document: DocumentNode, operationName: string | undefined): void {
  const found = getOperationAST(document, operationName);
  if (found !== undefined && found !== null) return;
  throw new GatewayError(
    "BAD_REQUEST",
    operationName === undefined
      ? "The document has several operations: say which one is meant, in operationName."
      : `The document has no operation named ${JSON.stringify(operationName)}.`,
  );
}
