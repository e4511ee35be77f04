// Whatever an action goes through, and whatever its reports call it, Flyte 1's three levels tell one story of it: they end
// when it ends, as well or as badly as it does, and none of them ends before.

import { create } from "@bufbuild/protobuf";
import { ActionPhase } from "@runledger/proto/core/v1";
import { type ActionDetails, ActionIdentifierSchema } from "@runledger/proto/run/v1";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { detailsOf } from "../details-of.ts";
import { isAbortOpen } from "../is-abort-open.ts";
import {
  actionPhaseLifecycle,
  nodePhaseLifecycle,
  taskPhaseLifecycle,
  workflowPhaseLifecycle,
} from "../lifecycles.ts";
import { outcomeOf } from "../phases.ts";
import { arbitraryStory } from "../testing/arbitrary-story.ts";
import { tell } from "../testing/tell.ts";
import { executionView } from "./execution-view.ts";
import { toNodePhase, toTaskPhase, toWorkflowPhase } from "./to-flyte1.ts";

const id = create(ActionIdentifierSchema, { name: "a1" });
const levels = {
  workflow: workflowPhaseLifecycle,
  node: nodePhaseLifecycle,
  task: taskPhaseLifecycle,
};

/** Any phase of any level as a report may call it, and what is none. */
const anyName = fc.constantFrom(
  "",
  "node.NONSENSE",
  ...Object.entries(levels).flatMap(([level, { values }]) =>
    values.map(({ shortName }) => `${level}.${shortName}`),
  ),
);
const anyCounts = fc.dictionary(
  fc.constantFrom(...Object.values(ActionPhase).map(String)),
  fc.nat(3),
  { maxKeys: 4 },
);

/** An action somewhere on its way: what is known after some of the reports of a legal story. */
const anyDetails = fc
  .record({
    story: arbitraryStory,
    until: fc.double({ min: 0, max: 1, noNaN: true }),
    name: anyName,
  })
  .map(({ story: { steps }, until, name }): ActionDetails => {
    const { record, metadata } = tell(steps.slice(0, Math.max(1, Math.ceil(steps.length * until))));
    const details = detailsOf(id, metadata, record, 1n);
    const last = details.attempts.at(-1);
    if (last === undefined) return details;
    return {
      ...details,
      attempts: [...details.attempts.slice(0, -1), { ...last, reportedAs: name }],
    };
  });

const isFailure = (phase: number): boolean => outcomeOf(phase) === "failure";

test("the three levels end when the action does, as it does, and not before", () => {
  fc.assert(
    fc.property(anyDetails, anyCounts, fc.boolean(), (details, below, isParent) => {
      const view = executionView(details);
      const outcome = view.final ? outcomeOf(view.phase) : undefined;
      const node = nodePhaseLifecycle.of(toNodePhase({ ...view, isParent }).phase);
      // A node that was skipped has ended too, and neither well nor badly.
      const expected = node?.outcome === "neutral" && outcome === "success" ? "neutral" : outcome;
      expect({ level: "node", terminal: node?.terminal, outcome: node?.outcome }).toEqual({
        level: "node",
        terminal: view.final,
        outcome: expected,
      });
      const workflow = workflowPhaseLifecycle.of(toWorkflowPhase({ ...view, below }).phase);
      const aborting = view.abort !== undefined && isAbortOpen(view.abort);
      expect({
        level: "workflow",
        terminal: workflow?.terminal,
        outcome: workflow?.outcome,
      }).toEqual({
        level: "workflow",
        terminal: view.final && !aborting,
        outcome: aborting ? undefined : outcome,
      });
      for (const [index, { phase }] of details.attempts.entries()) {
        const isLast = index === details.attempts.length - 1;
        const task = taskPhaseLifecycle.of(toTaskPhase(phase, !isLast || !view.final).phase);
        expect(task?.terminal).toBe(actionPhaseLifecycle.isTerminal(phase));
        expect(task?.outcome).toBe(outcomeOf(phase));
        // That it ends the attempt alone is said exactly of those that failed and that another one follows.
        const endsAttempt = taskPhaseLifecycle.endsAttempt(task?.number ?? 0);
        expect(endsAttempt).toBe(isFailure(phase) && (!isLast || !view.final));
      }
    }),
    { numRuns: 500 },
  );
}, 60_000);
