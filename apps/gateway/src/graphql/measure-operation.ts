import { complexityFromQuery, type ComplexityResult } from "@pothos/plugin-complexity";
import { type DocumentNode, type ExecutionArgs, getOperationAST, Kind } from "graphql";

const documents = new WeakMap<DocumentNode, Map<string, DocumentNode>>();

/**
 * Measures how deep an operation is and what it costs with these variables. Undefined: there is no such operation, or the
 * variables don't fit it; executing it says so better.
 */
export function measureOperation(args: ExecutionArgs): ComplexityResult | undefined {
  const document = onlyOperation(args.document, args.operationName);
  if (document === undefined) return undefined;
  try {
    return complexityFromQuery(document, {
      schema: args.schema,
      variables: { ...args.variableValues },
      ctx: args.contextValue as object,
    });
  } catch {
    return undefined;
  }
}

/** Leaves the other operations out of a document: the library measures the first one that it finds. */
function onlyOperation(
  document: DocumentNode,
  operationName: string | null | undefined,
): DocumentNode | undefined {
  const known = documents.get(document) ?? new Map<string, DocumentNode>();
  documents.set(document, known);
  const key = operationName ?? "";
  const found = known.get(key);
  if (found !== undefined) return found;
  const operation = getOperationAST(document, operationName);
  if (operation === undefined || operation === null) return undefined;
  const definitions = document.definitions.filter(
    (definition) => definition === operation || definition.kind === Kind.FRAGMENT_DEFINITION,
  );
  const only = { ...document, definitions };
  known.set(key, only);
  return only;
}
