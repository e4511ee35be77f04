import { toJsonString } from "@bufbuild/protobuf";
import type { Report } from "@runledger/ledger";
import { type ActionEvent, ActionEventSchema } from "@runledger/proto";
import { actionPhaseLifecycle as lifecycle, isLedgerReport } from "@runledger/state";
import { reportKey } from "../clients/events-model.ts";
import type { LedgerContents } from "./ledger-contents.ts";
import { expectThat } from "./violation.ts";

/**
 * Checks that a database holds every acknowledged report, exactly once, as it was sent, and none that nobody sent.
 *
 * @throws Violation
 */
export function checkReports(contents: LedgerContents, acknowledged: readonly Report[]): void {
  expectThat(contents.refused === 0, {
    invariant: "no report of a legal story is refused",
    subject: "the quarantine",
    expected: "nothing",
    found: `${contents.refused} or more`,
  });
  for (const [run, held] of contents.runs) {
    const sent = new Map(
      acknowledged
        .filter(({ event }) => event.id?.run?.name === run)
        .map(({ event }) => [keyOf(event), contentOf(event)] as const),
    );
    const found = new Set<string>();
    let last = 0;
    for (const { event, revision } of held?.reports ?? []) {
      const key = keyOf(event);
      const subject = `${run}, ${key}`;
      expectThat(revision > last, {
        invariant: "each report has a revision of its own",
        subject,
        expected: `above ${last}`,
        found: revision,
      });
      last = revision;
      if (isLedgerReport(event)) continue;
      expectThat(!found.has(key), {
        invariant: "every acknowledged report is there exactly once",
        subject,
        expected: "once",
        found: "more than once",
      });
      found.add(key);
      expectThat(sent.get(key) === contentOf(event), {
        invariant: "a report is stored as it was sent",
        subject,
        expected: sent.get(key) ?? "nothing: nobody sent it",
        found: contentOf(event),
      });
    }
    const lost = [...sent.keys()].filter((key) => !found.has(key));
    expectThat(lost.length === 0, {
      invariant: "every acknowledged report is there exactly once",
      subject: run,
      expected: `${sent.size} reports`,
      found: { held: found.size, lost: lost.slice(0, 20) },
    });
  }
}

/** Names a report within its run, as a watch of reports does. */
export function keyOf(event: ActionEvent): string {
  const phase = lifecycle.of(event.phase)?.shortName ?? String(event.phase);
  const { attempt, version } = event;
  return reportKey(event.id?.name ?? "", { attempt, phase, version });
}

function contentOf(event: ActionEvent): string {
  return toJsonString(ActionEventSchema, event);
}
