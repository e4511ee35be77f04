import { BREAK, type DocumentNode, Kind, type OperationDefinitionNode, visit } from "graphql";

const varies = new WeakMap<OperationDefinitionNode, boolean>();

/**
 * Writes what the selection of a subscription depends on beside its document: the operation's name, and its variables where
 * the selection uses any. Most use theirs in the arguments of the root field alone, which say what to watch and where to
 * resume, and nothing of how a frame is shown.
 */
export function selectionVariant(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: unknown,
): string {
  let uses = varies.get(operation);
  if (uses === undefined) {
    uses = usesVariables(document, operation);
    varies.set(operation, uses);
  }
  return `${operation.name?.value ?? ""} ${uses ? JSON.stringify(variables) : ""}`;
}

function usesVariables(document: DocumentNode, operation: OperationDefinitionNode): boolean {
  let found = false;
  for (const definition of document.definitions) {
    visit(definition, {
      VariableDefinition: () => false,
      Field: (field, _key, _parent, _path, ancestors) => {
        // The root field: what is below it counts, and its arguments don't.
        const isRoot =
          definition === operation &&
          !ancestors.some((node) => "kind" in node && node.kind === Kind.FIELD);
        return isRoot ? { ...field, arguments: [] } : undefined;
      },
      Variable: () => {
        found = true;
        return BREAK;
      },
    });
  }
  return found;
}
