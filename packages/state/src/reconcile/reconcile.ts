import type { Decision, WorkContext } from "./decision.ts";
import { Draft } from "./draft.ts";
import { nextStep } from "./next-step.ts";
import type { Observation } from "./observation.ts";
import { takeCacheAnswer, takePublished, takeRecovery } from "./take-cache.ts";
import { takeCleaned, takeNotCleaned } from "./take-cleanup.ts";
import { takeResult, takeThrow } from "./take-result.ts";

/**
 * Decides how an action goes on: takes what was seen of it, and finds what to report and what to do next. Pure: whoever
 * drives it commits the reports with the work record, takes the step, and comes back with what it saw. If it dies in
 * between, it comes back with nothing seen ("woken"), and gets the same step again; so each step must bear repeating.
 */
export function reconcile(context: WorkContext, observation: Observation): Decision {
  const draft = new Draft(context);
  take(draft, observation);
  const next = nextStep(draft);
  return { reports: draft.reports, work: draft.work, abort: draft.abort, next };
}

function take(draft: Draft, seen: Observation): void {
  switch (seen.kind) {
    case "woken":
      return;
    case "news":
      // Not where nothing is held: there it is a backoff that is waited for.
      if (draft.work.attempt > 0) draft.work.notBefore = undefined;
      return;
    case "answered":
      return takeResult(draft, seen.attempt, seen.result);
    case "threw":
      return takeThrow(draft, seen.attempt, seen.message);
    case "cleaned":
      return takeCleaned(draft);
    case "ending":
      return takeNotCleaned(draft, { kind: "taken" });
    case "not-cleaned":
      return takeNotCleaned(draft, { kind: "failed", message: seen.message });
    case "cache":
      return takeCacheAnswer(draft, seen.answer);
    case "published":
      return takePublished(draft, seen.ok);
    case "recovery":
      return takeRecovery(draft, seen.outputs);
  }
}
