import type { GraphQLSchema } from "graphql";
import { mergeOperations } from "./merge-operations.ts";
import type { OperationFile } from "./operation.ts";

/** What operations use of a schema. */
export interface Usage {
  /** By coordinate (`Query.runs`, `Query.runs.first`, `Phase.QUEUED`, `RunFilter.name`), the operations that use it. */
  readonly coordinates: ReadonlyMap<string, ReadonlySet<string>>;
  /** By the name of an enum, the operations that get values of it. */
  readonly selectedEnums: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Finds out what operations use. What they use and the schema doesn't have is left out: validation tells of it. */
export async function usageOf(
  schema: GraphQLSchema,
  operations: readonly OperationFile[],
): Promise<Usage> {
  const { TypeInfo, getNamedType, isEnumType, visit, visitWithTypeInfo } = await import("graphql");
  const coordinates = new Map<string, Set<string>>();
  const selectedEnums = new Map<string, Set<string>>();
  const info = new TypeInfo(schema);
  let current = "";
  const add = (to: Map<string, Set<string>>, key: string): void => {
    const users = to.get(key) ?? new Set();
    to.set(key, users.add(current));
  };
  const use = (...path: readonly (string | undefined)[]): void => {
    if (path.every((part) => part !== undefined)) add(coordinates, path.join("."));
  };
  for (const { name, document } of mergeOperations(operations)) {
    current = name;
    visit(
      document,
      visitWithTypeInfo(info, {
        Field(node) {
          const parent = info.getParentType()?.name;
          use(parent);
          use(parent, node.name.value);
          const type = getNamedType(info.getType());
          if (isEnumType(type)) add(selectedEnums, type.name);
        },
        Argument(node) {
          use(info.getParentType()?.name, info.getFieldDef()?.name, node.name.value);
        },
        ObjectField(node) {
          const parent = getNamedType(info.getParentInputType())?.name;
          use(parent);
          use(parent, node.name.value);
        },
        EnumValue(node) {
          use(getNamedType(info.getInputType())?.name, node.value);
        },
        VariableDefinition() {
          use(getNamedType(info.getInputType())?.name);
        },
      }),
    );
  }
  return { coordinates, selectedEnums };
}
