import type { Operation } from "../client/gateway-client.ts";
import type { Field } from "../document/field.ts";

/** Which runs to list. */
export interface ListRunsVariables {
  readonly first: number;
  readonly project?: string;
  readonly domain?: string;
  readonly phases?: readonly string[];
}

/** A run, as a list shows it. */
export interface ListedRun {
  readonly project: string;
  readonly domain: string;
  readonly name: string;
  readonly phase: string;
  readonly settled: boolean;
  readonly revision: number;
  /** How many of its actions are in which phase, the root included. */
  readonly counts: readonly { readonly phase: string; readonly count: number }[];
  /** As RFC 3339 writes it. Empty: it has not started. */
  readonly startTime: string;
  /** How far its abort has come: the name of an AbortState. Empty: nobody has aborted it. */
  readonly abort: string;
  /** What went wrong at last with ending its work. Empty: nothing. */
  readonly abortError: string;
  /** In milliseconds; undefined while it has not ended. */
  readonly duration: number | undefined;
}

const maxText = 1024;

/** Lists runs, the newest first. */
export const listRuns: Operation<ListRunsVariables, readonly ListedRun[]> = {
  document: `query Runs($first: Int, $filter: RunFilter) {
  runs(first: $first, filter: $filter, orderBy: [{ field: CREATED_TIME, descending: true }]) {
    edges { node {
      project domain name phase settled revision
      phaseCounts { phase count }
      action { status { startTime durationMs abort { state lastError } } }
    } }
  }
}`,
  variables: ({ first, ...filter }) => ({ first, filter }),
  read: (data) =>
    data
      .get("runs")
      .get("edges")
      .elements()
      ?.map((edge) => readRun(edge.get("node"))),
};

function readRun(node: Field): ListedRun {
  const text = (name: string): string => node.get(name).string(maxText) ?? "";
  const status = node.get("action").get("status");
  const startTime = status.get("startTime");
  const duration = status.get("durationMs");
  const abort = status.get("abort");
  const counts = node.get("phaseCounts").elements() ?? [];
  return {
    project: text("project"),
    domain: text("domain"),
    name: text("name"),
    phase: text("phase"),
    settled: node.get("settled").value === true,
    revision: node.get("revision").number(0, Number.MAX_SAFE_INTEGER) ?? 0,
    counts: counts.map((count) => ({
      phase: count.get("phase").string(maxText) ?? "",
      count: count.get("count").number(0, Number.MAX_SAFE_INTEGER) ?? 0,
    })),
    startTime: startTime.isPresent ? (startTime.string(maxText) ?? "") : "",
    abort: abort.isPresent ? (abort.get("state").string(maxText) ?? "") : "",
    abortError: abort.isPresent ? (abort.get("lastError").string(8192) ?? "") : "",
    duration: duration.isPresent ? Number(duration.value) : undefined,
  };
}
