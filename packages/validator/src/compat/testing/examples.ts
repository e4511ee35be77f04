import { constraintExamples } from "./constraint-examples.ts";
import type { Example } from "./example.ts";
import { lifecycleExamples } from "./lifecycle-examples.ts";
import { surfaceExamples } from "./surface-examples.ts";

/** What trips each rule, and what just doesn't. */
export const examples: readonly Example[] = [
  ...lifecycleExamples,
  ...constraintExamples,
  ...surfaceExamples,
];
