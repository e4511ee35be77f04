import { checkConstraints } from "./constraints/check-constraints.ts";
import type { Finding } from "./finding.ts";
import { checkLifecycles } from "./lifecycle/check-lifecycles.ts";
import type { Schema } from "./schema/schema.ts";

/** Lists what changed between two schemas that bytes don't show: lifecycles, and constraints on values. */
export function checkSchemas(before: Schema, after: Schema): Finding[] {
  return [...checkLifecycles(before, after), ...checkConstraints(before, after)];
}
