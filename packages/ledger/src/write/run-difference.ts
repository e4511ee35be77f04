import { create, createRegistry, equals, fromBinary } from "@bufbuild/protobuf";
import { type RunDeclaration, RunSpecSchema } from "@runledger/proto";
import type { RunBook } from "./run-book.ts";

/** Unknown fields count: of most specs, nearly everything is in them. */
const exactly = { registry: createRegistry(), unknown: true };

/** Tells what a declaration says of a run otherwise than the one before; undefined if nothing. Its root is left out. */
export function runDifference(run: RunBook, declaration: RunDeclaration): string | undefined {
  const { engine, labels, spec } = run.base;
  if (declaration.engine !== engine) {
    return `engine: ${JSON.stringify(declaration.engine)}, and it was ${JSON.stringify(engine)}.`;
  }
  const keys = new Set([...Object.keys(labels), ...Object.keys(declaration.labels)]);
  for (const key of keys) {
    const [is, was] = [declaration.labels[key], labels[key]];
    if (is !== was) return `labels[${JSON.stringify(key)}]: ${tell(is)}, and it was ${tell(was)}.`;
  }
  const before = fromBinary(RunSpecSchema, spec);
  const now = declaration.runSpec ?? create(RunSpecSchema);
  return equals(RunSpecSchema, before, now, exactly) ? undefined : "run_spec: it differs.";
}

function tell(value: string | undefined): string {
  return value === undefined ? "unset" : JSON.stringify(value);
}
