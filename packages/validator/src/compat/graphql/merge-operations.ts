import { type DocumentNode, Kind, type OperationDefinitionNode } from "graphql";
import type { OperationFile } from "./operation.ts";

/** An operation with all fragments that there are: they may lie in other files. */
export interface NamedOperation {
  readonly name: string;
  readonly file: string;
  readonly definition: OperationDefinitionNode;
  readonly document: DocumentNode;
}

/** Lists the operations of all files, each as a document that can be checked by itself. */
export function mergeOperations(files: readonly OperationFile[]): readonly NamedOperation[] {
  const definitions = files.flatMap(({ document }) => document.definitions);
  const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  return files.flatMap(({ file, document }) =>
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? [
            {
              name: definition.name?.value ?? `${definition.operation} in ${file}`,
              file,
              definition,
              document: { kind: Kind.DOCUMENT, definitions: [definition, ...fragments] } as const,
            },
          ]
        : [],
    ),
  );
}
