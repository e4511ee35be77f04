import type { Operation } from "../client/gateway-client.ts";
import type { Field } from "../document/field.ts";
import type { WatchedAction, WatchFrame } from "../watch/frame.ts";

/** Which run to watch, and from where. */
export interface WatchActionsVariables {
  readonly run: { readonly project: string; readonly domain: string; readonly name: string };
  /** Which actions to show: in one of these phases, with this in their name. Left out: all of them. */
  readonly filter?: { readonly phases?: readonly string[]; readonly nameContains?: string };
  /** Only what has changed above this revision, and no snapshot. */
  readonly afterRevision?: number;
  /** Whether to wait for a run that isn't known yet. */
  readonly wait?: boolean;
}

const maxText = 1024;
const maxCount = Number.MAX_SAFE_INTEGER;

/** Watches the actions of a run. */
export const watchActions: Operation<WatchActionsVariables, WatchFrame> = {
  document: `subscription WatchActions($run: RunIdentifierInput!, $filter: ActionsFilter, $afterRevision: Revision, $wait: Boolean! = false) {
  runActions(run: $run, filter: $filter, afterRevision: $afterRevision, wait: $wait) {
    __typename
    ... on ActionsSnapshot { actions { ...watched } }
    ... on SnapshotComplete { revision shown total digest }
    ... on ActionsChanged { revision shown digest actions { ...watched } }
    ... on RunSettled { revision phase }
  }
}
fragment watched on EnrichedAction {
  meetsFilter
  childrenPhaseCounts { phase count }
  action {
    name
    phase
    metadata { parent task { shortName } trace { name } condition { name } }
    status { attempts revision }
  }
}`,
  variables: (variables) => ({ ...variables }),
  read: (data) => readFrame(data.get("runActions")),
};

function readFrame(frame: Field): WatchFrame | undefined {
  const type = frame.get("__typename").string(maxText);
  switch (type) {
    case "ActionsSnapshot":
      return { kind: "snapshot", actions: readActions(frame) };
    case "ActionsChanged": {
      // 0: more frames of the same step follow.
      const revision = readCount(frame.get("revision"));
      return {
        kind: "changed",
        actions: readActions(frame),
        revision: revision === 0 ? undefined : revision,
        shown: readCount(frame.get("shown")),
        digest: readText(frame.get("digest")),
      };
    }
    case "SnapshotComplete":
      return {
        kind: "complete",
        revision: readCount(frame.get("revision")),
        shown: readCount(frame.get("shown")),
        total: readCount(frame.get("total")),
        digest: readText(frame.get("digest")),
      };
    case "RunSettled":
      return {
        kind: "settled",
        revision: readCount(frame.get("revision")),
        phase: readText(frame.get("phase")),
      };
    default:
      return frame.get("__typename").problem(`${type} is not a frame that this program knows`);
  }
}

function readActions(frame: Field): readonly WatchedAction[] {
  return (frame.get("actions").elements() ?? []).map((enriched) => {
    const action = enriched.get("action");
    const metadata = action.get("metadata");
    const name = readText(action.get("name"));
    const labels = [
      metadata.get("task").get("shortName"),
      metadata.get("trace").get("name"),
      metadata.get("condition").get("name"),
    ];
    return {
      name,
      parent: readText(metadata.get("parent")),
      label:
        labels
          .map(({ value }) => value)
          .find((value) => typeof value === "string" && value !== "")
          ?.toString() ?? name,
      phase: readText(action.get("phase")),
      attempts: readCount(action.get("status").get("attempts")),
      revision: readCount(action.get("status").get("revision")),
      shown: enriched.get("meetsFilter").value === true,
      counts: readCounts(enriched.get("childrenPhaseCounts")),
    };
  });
}

function readCounts(field: Field): ReadonlyMap<string, number> {
  const counts = (field.elements() ?? []).map(
    (count) => [readText(count.get("phase")), readCount(count.get("count"))] as const,
  );
  return new Map(counts);
}

/** Reads text. Where there is none the problem that this leaves discards the whole answer. */
function readText(field: Field): string {
  return field.string(maxText) ?? "";
}

/** Reads a whole number, likewise. */
function readCount(field: Field): number {
  return field.number(0, maxCount) ?? 0;
}
