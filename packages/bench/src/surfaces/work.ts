import { create } from "@bufbuild/protobuf";
import type { Report } from "@runledger/ledger";
import { type ActionIdentifier, ActionIdentifierSchema } from "@runledger/proto";
import { overHttp2, type Protocol } from "./protocols.ts";
import { makeReport, runId, takeBatches, tellReports } from "../ledger/told-reports.ts";
import { story } from "../store/synthesize-changes.ts";

/** Runs that are reported on, and their actions. */
const RUNS = 10;
const ACTIONS = 100;

/** What a client does over and over. */
export type Work =
  | { readonly kind: "record"; readonly batch: number }
  | { readonly kind: "read" }
  | { readonly kind: "stream"; readonly window: number }
  | { readonly kind: "watch" };

/** What is measured of each protocol, by the name that the tables have for it. */
export const WORKS: Readonly<Record<string, Work>> = {
  "one report": { kind: "record", batch: 1 },
  "100 reports": { kind: "record", batch: 100 },
  "an action's details": { kind: "read" },
  "a report on a stream": { kind: "stream", window: 256 },
  "until a watch has a report": { kind: "watch" },
};

/** What is measured of one protocol: streams of requests where it has them. */
export function worksOf(protocol: Protocol | "GraphQL"): Readonly<Record<string, Work>> {
  const works = Object.entries(WORKS);
  return Object.fromEntries(
    works.filter(([, { kind }]) => kind !== "stream" || overHttp2(protocol)),
  );
}

/** The action that is read. */
export const READ: ActionIdentifier = create(ActionIdentifierSchema, {
  run: runId(1),
  name: "action-2",
});

/** The run that is watched. */
export const WATCHED = 1_000_000;

/** Tells reports in batches, without end: each run's stories, phase by phase. */
export class Reports {
  readonly #told = tellReports({ runs: RUNS, actions: ACTIONS });

  #watched = 0;

  /** Takes so many reports on the run that is watched, each on an action that is new. */
  #takeWatched(count: number): Report[][] {
    const [first = 0] = story();
    return Array.from({ length: count }, () => [makeReport(WATCHED, ++this.#watched, first, 0)]);
  }

  /** Takes what so many calls report. */
  take(work: Work, count: number): Report[][] {
    if (work.kind === "watch") return this.#takeWatched(count);
    const batch = work.kind === "record" ? work.batch : 1;
    return takeBatches(this.#told, count, batch);
  }
}
