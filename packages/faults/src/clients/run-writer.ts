import { setTimeout as sleep } from "node:timers/promises";
import { Violation } from "../check/violation.ts";
import type { PlannedBatch } from "../plan/round-plan.ts";
import type { Acknowledged } from "./acknowledged.ts";
import { post } from "./post.ts";
import { writeInput } from "./write-input.ts";

const MUTATION = `mutation Report($reports: [ReportInput!]!) {
  reportEvents(input: {reports: $reports}) {
    results { outcome message rule { id } declaration { outcome message } }
  }
}`;

/** After which outcomes the ledger holds a report. Source: ReportOutcome in proto/runledger/run/v1/event.proto. */
const HELD: ReadonlySet<string> = new Set(["MOVED", "UPDATED", "LATE", "DUPLICATE"]);

interface Result {
  readonly outcome: string;
  readonly declaration: { readonly outcome: string } | null;
}

/**
 * Sends batches in order, each until it is acknowledged, with the same content each time.
 *
 * @throws Violation if a report of a legal story is refused
 */
export async function runWriter(
  port: number,
  batches: readonly PlannedBatch[],
  acknowledged: Acknowledged,
  signal: AbortSignal,
): Promise<void> {
  for (const { wait, reports } of batches) {
    await sleep(wait, undefined, { signal });
    const variables = { reports: reports.map(writeInput) };
    const answer = await post<{
      readonly reportEvents: { readonly results: readonly Result[] };
    }>(port, MUTATION, variables, signal);
    const results = answer?.reportEvents.results ?? [];
    const refused = results.find(
      ({ outcome, declaration }) => !HELD.has(outcome) || declaration?.outcome === "REFUSED",
    );
    if (results.length !== reports.length || refused !== undefined) {
      throw new Violation({
        invariant: "every report of a legal story is taken, in whatever order and however often",
        subject: "an acknowledgement",
        expected: `${reports.length} results, none refused`,
        found: refused ?? results,
      });
    }
    acknowledged.add(reports.length);
  }
}
