import { type DocumentNode, getOperationAST, OperationTypeNode } from "graphql";

/** Tells whether the operation that is to be carried out is a subscription. */
export function isSubscription(
  document: DocumentNode,
  operationName: string | null | undefined,
): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
}
