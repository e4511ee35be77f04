import { EventsModel } from "../clients/events-model.ts";
import type { Model } from "../clients/model.ts";
import { RunsModel } from "../clients/runs-model.ts";
import { TreeModel } from "../clients/tree-model.ts";
import type { PlannedWatcher } from "../plan/round-plan.ts";
import { actionPhaseLifecycle as lifecycle } from "@runledger/state";
import { keyOf } from "./check-reports.ts";
import { expectedTree } from "./expected-tree.ts";
import type { LedgerContents } from "./ledger-contents.ts";
import { expectEqual } from "./violation.ts";

/**
 * Checks that what a watcher was left with is what the database holds, or that it was told that there is nothing any more.
 *
 * @throws Violation
 */
export function checkWatcher(
  planned: PlannedWatcher,
  model: Model,
  contents: LedgerContents,
  isGone: boolean,
): void {
  const { watched, ends = "settled" } = planned;
  const subject = `watcher ${planned.name}`;
  expectEqual(ends === "deleted", isGone, {
    invariant: "a watch of a run that is deleted ends with that reason, and no other does",
    subject,
  });
  if (isGone) return;
  if (model instanceof TreeModel && watched.kind === "actions") {
    const run = contents.runs.get(watched.run);
    const found = [...model.shown.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const expected = expectedTree(run?.actions ?? [], watched.filter);
    const known = new Map(found.map((action) => [action.name, action]));
    for (const action of expected) {
      expectEqual(action, known.get(action.name), {
        invariant: "every watcher's tree ends as the database's",
        subject: `${subject}, ${action.name}`,
      });
    }
    expectEqual(
      expected.map(({ name }) => name),
      found.map(({ name }) => name),
      { invariant: "every watcher's tree ends as the database's", subject },
    );
    expectEqual(Number(run?.run.revision), model.at, {
      invariant: "a watch ends at its run's last revision",
      subject,
    });
  } else if (model instanceof EventsModel && watched.kind === "events") {
    const reports = contents.runs.get(watched.run)?.reports ?? [];
    const expected = reports.map(({ revision, event }) => `${revision} ${keyOf(event)}`);
    const seen = model.seen.map(({ revision, key }) => `${revision} ${key}`);
    // Both go up by revision, so whatever differs is too much in one of them.
    expectEqual(without(expected, seen), without(seen, expected), {
      invariant: "a watch of reports leaves none out",
      subject,
    });
  } else if (model instanceof RunsModel) {
    for (const [name, held] of contents.runs) {
      const phase = held?.run.action?.status?.phase ?? 0;
      const revision = held?.run.revision ?? 0;
      const known = model.runs.get(name);
      expectEqual(
        { phase: lifecycle.of(phase)?.shortName, revision: Number(revision) },
        { phase: known?.phase, revision: known?.revision },
        { invariant: "a watch of runs ends as the database", subject: `${subject}, ${name}` },
      );
    }
  }
}

function without(list: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return list.filter((each) => !known.has(each));
}
