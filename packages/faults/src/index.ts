export { planRound, type RoundScale } from "./plan/plan-round.ts";
export type { RoundPlan } from "./plan/round-plan.ts";
export { runRound, type RoundOptions, type RoundResult } from "./round/run-round.ts";
