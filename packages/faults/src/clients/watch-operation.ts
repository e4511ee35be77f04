import { DOMAIN, PROJECT } from "../plan/plan-story.ts";
import type { Watched } from "../plan/round-plan.ts";

/** A subscription whose one field is called `watch`, and its arguments but for those that resume it. */
export interface WatchOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const ACTIONS = `subscription Actions($run: RunIdentifierInput!, $filter: ActionsFilter, $afterRevision: Revision) {
  watch: runActions(run: $run, filter: $filter, afterRevision: $afterRevision, wait: true) {
    __typename
    ... on ActionsSnapshot { actions { ...Shown } }
    ... on SnapshotComplete { revision shown digest }
    ... on ActionsChanged { revision shown digest actions { ...Shown } }
    ... on RunSettled { revision }
  }
}
fragment Shown on EnrichedAction {
  meetsFilter
  childrenPhaseCounts { phase count }
  action { name phase metadata { parent maxAttempts } status { attempts revision startTime endTime } }
}`;

const EVENTS = `subscription Reports($run: RunIdentifierInput!, $afterRevision: Revision) {
  watch: runEvents(run: $run, afterRevision: $afterRevision, wait: true) {
    __typename
    ... on RecordedEvents { events { revision event { id { name } attempt phase version } } }
    ... on RunSettled { revision }
  }
}`;

const RUNS = `subscription Runs($project: String, $after: String) {
  watch: runs(project: $project, after: $after) {
    __typename cursor deleted { name } runs { name phase revision settled }
  }
}`;

/** Writes what is watched as a subscription. */
export function watchOperation(watched: Watched): WatchOperation {
  switch (watched.kind) {
    case "actions":
      return {
        query: ACTIONS,
        variables: { run: identify(watched), filter: watched.filter },
      };
    case "events":
      return { query: EVENTS, variables: { run: identify(watched) } };
    case "runs":
      return { query: RUNS, variables: { project: PROJECT } };
  }
}

function identify({ domain = DOMAIN, run }: { run: string; domain?: string }): object {
  return { project: PROJECT, domain, name: run };
}
