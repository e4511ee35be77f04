export type { Case, Goal, Metrics, Results, Suite, Summary } from "./suite.ts";
