import type { GraphQLError, GraphQLSchema } from "graphql";
import { type Finding, breaksBoth } from "../finding.ts";
import { type NamedOperation, mergeOperations } from "./merge-operations.ts";
import type { OperationFile } from "./operation.ts";

/** Lists the operations that the new schema refuses and the old one did not. */
export async function checkOperations(
  before: GraphQLSchema,
  after: GraphQLSchema,
  files: readonly OperationFile[],
): Promise<Finding[]> {
  const { NoUnusedFragmentsRule, specifiedRules, validate } = await import("graphql");
  // Each operation is checked with all fragments, of which it needs only its own.
  const rules = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule);
  return mergeOperations(files).flatMap((operation) => {
    const old = new Set(validate(before, operation.document, rules).map(({ message }) => message));
    return validate(after, operation.document, rules)
      .filter(({ message }) => !old.has(message))
      .map((error) => findingOf(operation, error));
  });
}

function findingOf({ name, file }: NamedOperation, error: GraphQLError): Finding {
  const { source } = error.nodes?.[0]?.loc ?? {};
  const at = error.locations?.[0];
  return {
    rule: "RC403",
    symbol: name,
    scope: "graphql",
    message: `The operation ${name} is refused: ${error.message}`,
    place: {
      file: source?.name ?? file,
      ...(at === undefined ? {} : { line: at.line, column: at.column }),
    },
    ...breaksBoth,
  };
}
