import type { DescEnum } from "@bufbuild/protobuf";

/** Names an enum with the messages around it: `ActionPhase`, `WorkflowExecutionPhase`. */
export function typeNameOf(desc: DescEnum): string {
  const scope = desc.file.proto.package;
  const own = scope === "" ? desc.typeName : desc.typeName.slice(scope.length + 1);
  return own.split(".").join("");
}

/** The same as a variable: `actionPhase`. */
export function variableNameOf(desc: DescEnum): string {
  const name = typeNameOf(desc);
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}

/** The same as a file: `action-phase`. */
export function fileNameOf(desc: DescEnum): string {
  return typeNameOf(desc)
    .replaceAll(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/g, "$1$3-$2$4")
    .toLowerCase();
}
