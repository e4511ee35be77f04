import { create, toJson } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import {
  type ActionDetails,
  ActionDetailsSchema,
  ActionPhase,
  RunIdentifierSchema,
} from "@runledger/proto";
import { abortedPhase, awaitingPhase, detailsOf, History } from "@runledger/state";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildPlan } from "../plan/build-plan.ts";
import { tellTrace } from "../plan/tell-trace.ts";
import { randomTasks } from "../testing/random-tasks.ts";
import { KnownReports } from "./known-reports.ts";
import { declareAction, isDeclaredUpstream } from "./declare.ts";
import { tellAction } from "./tell-action.ts";

const run = create(RunIdentifierSchema, { project: "p", domain: "d", name: "r" });
const startedAt = Date.UTC(2026, 0, 2);
const told = timestampFromMs(startedAt);

/** Reports on a few tasks with failures and retries, and how they come: in an order, with looks in between. */
const stories = fc
  .tuple(randomTasks(6), fc.nat(), fc.boolean())
  .chain(([tasks, seed, isInOrder]) => {
    const trace = {
      name: "any",
      runtimeSystem: "",
      startedAt,
      makespan: undefined,
      tasks: tasks.map((task) => ({ ...task, name: task.id, kind: "k", program: "", machine: "" })),
    };
    const options = { seed, failureRate: 0.5, maxAttempts: 3, slots: 2 };
    const { reports } = buildPlan(tellTrace(trace, run, startedAt, options));
    const order = isInOrder
      ? fc.constant([...reports])
      : fc.shuffledSubarray([...reports], { minLength: reports.length });
    return fc.tuple(order, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }));
  });

function allOf(history: History): readonly ActionDetails[] {
  return [...history.actions()].map(({ id, record, metadata }) =>
    detailsOf(id, metadata, record, 0n),
  );
}

describe("tellAction and KnownReports", () => {
  it("bring a ledger to where upstream is, whenever they look, and then have no more to tell", () => {
    fc.assert(
      fc.property(stories, ([reports, looks]) => {
        const upstream = new History();
        const ledger = new History();
        const known = new Map<string, KnownReports>();
        const declared = new Set<string>();
        const look = (): number => {
          let count = 0;
          for (const details of allOf(upstream)) {
            const name = details.id?.name ?? "";
            const own = known.get(name) ?? new KnownReports();
            const events = own.next(tellAction(details));
            if (!declared.has(name) && isDeclaredUpstream(details)) {
              ledger.declare(run, declareAction(details), told);
              declared.add(name);
            }
            known.set(name, own);
            for (const event of events) {
              expect(ledger.record(event)).toHaveProperty("record");
              own.add(event);
            }
            count += events.length;
          }
          return count;
        };
        for (const [index, { event, declaration }] of reports.entries()) {
          if (declaration !== undefined) upstream.declare(run, declaration, told);
          upstream.record(event);
          if (looks[index % looks.length] === true) look();
        }
        look();
        expect(look()).toBe(0);
        const views = [upstream, ledger].map((history) =>
          allOf(history)
            .map((details) => JSON.stringify(toJson(ActionDetailsSchema, details)))
            .toSorted(),
        );
        expect(views[1]).toEqual(views[0]);
      }),
      { numRuns: 60 },
    );
  });

  const id = { run, name: "a" };
  const phasesOf = (details: ActionDetails): unknown[] =>
    tellAction(details).map(({ event, isCurrent }) => [event.attempt, event.phase, isCurrent]);

  it("tell the status where there are no attempts, as Flyte has it of conditions", () => {
    const status = { phase: awaitingPhase, attempts: 1, startTime: told };
    const details = create(ActionDetailsSchema, { id, status });
    expect(phasesOf(details)).toEqual([[1, awaitingPhase, true]]);
  });

  it("tell the status where it is further than the attempts, with its reason, as Flyte has it of aborts", () => {
    const details = create(ActionDetailsSchema, {
      id,
      status: { phase: abortedPhase, attempts: 2, endTime: told },
      attempts: [
        { attempt: 1, phase: ActionPhase.FAILED, startTime: told },
        { attempt: 2, phase: ActionPhase.RUNNING, startTime: told },
      ],
      result: { case: "abortInfo", value: { reason: "enough" } },
    });
    expect(phasesOf(details)).toEqual([
      [1, ActionPhase.FAILED, true],
      [2, ActionPhase.RUNNING, false],
      [2, abortedPhase, true],
    ]);
    expect(tellAction(details).at(-1)?.event.errorInfo?.message).toBe("enough");
  });

  it("believe attempts that are further than the status, as after Flyte's retries", () => {
    const details = create(ActionDetailsSchema, {
      id,
      status: { phase: ActionPhase.RUNNING, attempts: 1 },
      attempts: [
        { attempt: 1, phase: ActionPhase.FAILED },
        { attempt: 2, phase: ActionPhase.QUEUED },
      ],
    });
    expect(phasesOf(details)).toEqual([
      [1, ActionPhase.FAILED, true],
      [2, ActionPhase.QUEUED, true],
    ]);
  });

  it("tell nothing of phase 0, and count attempts from 1", () => {
    expect(tellAction(create(ActionDetailsSchema, { id, status: {} }))).toEqual([]);
    const details = create(ActionDetailsSchema, {
      id,
      status: { phase: ActionPhase.RUNNING, attempts: 0 },
      attempts: [{ attempt: 0 }],
    });
    expect(phasesOf(details)).toEqual([[1, ActionPhase.RUNNING, true]]);
  });

  it("remember what was told from the reports themselves, and tell a thousand cluster events at a time", () => {
    const clusterEvents = Array.from({ length: 2500 }, (_, i) => ({ message: `event ${i}` }));
    const details = create(ActionDetailsSchema, {
      id,
      status: { phase: ActionPhase.RUNNING, attempts: 1 },
      attempts: [{ attempt: 1, phase: ActionPhase.RUNNING, clusterEvents }],
    });
    const first = new KnownReports().next(tellAction(details));
    expect(first.map((event) => [event.version, event.clusterEvents.length])).toEqual([
      [0, 1000],
      [1, 1000],
      [2, 500],
    ]);
    const again = new KnownReports();
    for (const event of first.slice(0, 2)) again.add(event);
    const rest = again.next(tellAction(details));
    expect(rest.map((event) => [event.version, event.clusterEvents.length])).toEqual([[2, 500]]);
  });
});
