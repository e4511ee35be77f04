import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Workflow } from "@runledger/reconciler";
import { DocumentError } from "../document/document-error.ts";

/**
 * Loads the workflow that a file of code exports by default.
 *
 * @throws DocumentError if it can't be loaded, or exports something else
 */
export async function loadWorkflow(file: string): Promise<Workflow> {
  let loaded: { readonly default?: unknown };
  try {
    loaded = (await import(pathToFileURL(resolve(file)).href)) as typeof loaded;
  } catch (error) {
    throw new DocumentError(file, [
      String(error instanceof Error ? (error.stack ?? error) : error),
    ]);
  }
  const workflow = loaded.default;
  if (isWorkflow(workflow)) return workflow;
  throw new DocumentError(file, [
    "its default export is no workflow: export default defineWorkflow({ … }) of @runledger/reconciler",
  ]);
}

function isWorkflow(value: unknown): value is Workflow {
  return (
    typeof value === "object" && value !== null && "kind" in value && value.kind === "workflow"
  );
}
