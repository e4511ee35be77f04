import type { PlannedEnding } from "../plan/plan-endings.ts";
import { PROJECT } from "../plan/plan-story.ts";
import { post } from "./post.ts";

const ABORT = `mutation Abort($run: RunIdentifierInput!) {
  abortRun(input: {run: $run, reason: "to see what becomes of it"}) { result { outcome } }
}`;
const DELETE = `mutation Delete($run: RunIdentifierInput!) {
  deleteRun(input: {run: $run, evenIfOpen: true}) { outcome }
}`;
const PRUNE = `mutation Prune($project: String, $domain: String, $unchangedSince: Timestamp!) {
  pruneRuns(input: {project: $project, domain: $domain, unchangedSince: $unchangedSince, evenIfOpen: true}) { kept }
}`;

/** After whatever the gateways' clocks may say. */
const UNCHANGED_SINCE = "2100-01-01T00:00:00Z";
/** A deletion whose answer was lost has been done: there is no such run any more. */
const DONE = new Set(["NOT_FOUND"]);

/**
 * Ends a run from outside. Asks again until it is answered.
 *
 * @throws Violation if the answer is an error that doesn't pass
 */
export async function endRun(
  port: number,
  { domain, kind, run: name }: PlannedEnding,
  signal: AbortSignal,
): Promise<void> {
  const run = { project: PROJECT, domain, name };
  switch (kind) {
    case "abort":
      await post(port, ABORT, { run }, signal);
      return;
    case "delete":
      await post(port, DELETE, { run }, signal, DONE);
      return;
    case "prune": {
      const variables = { project: PROJECT, domain, unchangedSince: UNCHANGED_SINCE };
      await post(port, PRUNE, variables, signal);
    }
  }
}
