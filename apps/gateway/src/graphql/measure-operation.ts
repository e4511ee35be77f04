import { complexityFromQuery, type ComplexityResult } from "@pothos/plugin-complexity";
import {
  type DocumentNode,
  type ExecutionArgs,
  getOperationAST,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  visit,
} from "graphql";

/** What is known of an operation before its variables are. */
interface Measurable {
  /** The operation with the fragments of its document, and without the other operations. */
  readonly document: DocumentNode;
  /** Its measure where no variable says how long a list may be: the same each time. */
  readonly fixed: ComplexityResult | undefined;
}

const known = new WeakMap<OperationDefinitionNode, Measurable>();

/**
 * Measures how deep an operation is and what it costs with these variables. Undefined: there is no such operation, or the
 * variables don't fit it; executing it says so better.
 */
export function measureOperation(args: ExecutionArgs): ComplexityResult | undefined {
  const { schema, document, operationName, variableValues } = args;
  const operation = getOperationAST(document, operationName);
  if (operation === undefined || operation === null) return undefined;
  let measurable = known.get(operation);
  if (measurable === undefined) {
    measurable = prepare(schema, document, operation);
    known.set(operation, measurable);
  }
  return measurable.fixed ?? measure(schema, measurable.document, { ...variableValues });
}

/**
 * Reading variables is dear where they hold thousands of reports, and is done once more to execute the operation. So it is
 * left out where the measure doesn't depend on them.
 */
function prepare(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Measurable {
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const only = { ...document, definitions: [operation, ...fragments] };
  if (variesInLength(only)) return { document: only, fixed: undefined };
  const without = {
    ...document,
    definitions: [{ ...operation, variableDefinitions: [] }, ...fragments],
  };
  return { document: only, fixed: measure(schema, without, {}) };
}

/** Tells whether a variable says how many rows a list may have. */
function variesInLength(document: DocumentNode): boolean {
  let varies = false;
  visit(document, {
    Argument: ({ name, value }) => {
      if (name.value === "first" && value.kind === Kind.VARIABLE) varies = true;
    },
  });
  return varies;
}

function measure(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Record<string, unknown>,
): ComplexityResult | undefined {
  try {
    // What fields cost is said without a context: it is the same for everybody.
    return complexityFromQuery(document, { schema, variables, ctx: {} });
  } catch {
    return undefined;
  }
}
