import { type MessageInitShape, create } from "@bufbuild/protobuf";
import { ActionPhase } from "@runledger/proto/core/v1";
import {
  ActionDeclarationSchema,
  type ActionEvent,
  ActionIdentifierSchema,
  RunIdentifierSchema,
} from "@runledger/proto/run/v1";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { phaseOf } from "./current.ts";
import { foldHistory } from "./fold-history.ts";
import { History } from "./history.ts";
import { LEDGER_VERSION, ledgerReport } from "./ledger-report.ts";
import { anyOrderOf, arbitraryStory } from "./testing/arbitrary-story.ts";
import { at } from "./testing/at.ts";
import { report } from "./testing/report.ts";

const { QUEUED, RUNNING, SUCCEEDED, FAILED } = ActionPhase;
const run = create(RunIdentifierSchema, { project: "p", domain: "d", name: "r" });

function idOf(name: string, org = "") {
  return create(ActionIdentifierSchema, { name, run: { ...run, org } });
}

function on(name: string, init: Parameters<typeof report>[0], org = ""): ActionEvent {
  return report({ ...init, id: idOf(name, org) });
}

function declaration(init: MessageInitShape<typeof ActionDeclarationSchema>) {
  return create(ActionDeclarationSchema, init);
}

function kinds(events: ActionEvent[], options?: Parameters<typeof foldHistory>[1]): string[] {
  return foldHistory(events, options).results.map((result) =>
    "rule" in result ? result.rule : result.kind,
  );
}

describe("a history", () => {
  test("finds repeats and conflicts by itself", () => {
    expect(
      kinds([
        on("a1", { phase: RUNNING }),
        on("a1", { phase: RUNNING }),
        on("a1", { phase: RUNNING }, "another-org"),
        on("a1", { phase: RUNNING, cluster: "c" }),
        on("a1", { phase: RUNNING, cluster: "c", version: 1 }),
        on("a1", { phase: QUEUED }),
        on("a2", { phase: RUNNING, cluster: "c" }),
      ]),
    ).toEqual(["moved", "duplicate", "duplicate", "RL304", "updated", "late", "moved"]);
  });

  test("knows the root of a run of which anything is heard, before it", () => {
    const { history } = foldHistory([on("a1", { phase: RUNNING })]);
    const known = [...history.actions()];
    expect(
      known.map(({ id, metadata, record }) => [id.name, metadata.parent, phaseOf(record)]),
    ).toEqual([
      ["a0", "", QUEUED],
      ["a1", "a0", RUNNING],
    ]);
  });

  test("knows nothing more after a report that was refused", () => {
    const { history } = foldHistory([on("a1", { phase: 0 })]);
    expect([...history.actions()]).toEqual([]);
    expect(history.get(idOf("a1"))).toBeUndefined();
  });

  test("keeps runs apart, and doesn't mind the organisation", () => {
    const other = create(ActionIdentifierSchema, { name: "a1", run: { ...run, name: "other" } });
    const { history } = foldHistory([
      on("a1", { phase: RUNNING }, "org"),
      report({ phase: FAILED, id: other }),
    ]);
    expect(history.get(idOf("a1"))?.record.attempts[0]?.attempt?.phase).toBe(RUNNING);
    expect(history.get(other)?.record.attempts[0]?.attempt?.phase).toBe(FAILED);
  });

  test("says that a report must name its action", () => {
    expect(() => new History().record(report({ phase: RUNNING }))).toThrow(/^id: /);
  });

  test("takes declarations before and after reports", () => {
    const history = new History();
    const task = declaration({ name: "a1", metadata: { parent: "b" } });
    history.record(on("a1", { phase: SUCCEEDED }));
    expect(history.declare(run, task, at(1)).kind).toBe("declared");
    expect(history.declare(run, task, at(2)).kind).toBe("same");
    expect(history.get(idOf("a1"))).toMatchObject({
      metadata: { parent: "b" },
      record: { declared: true },
    });
    expect(history.declare(run, declaration({}), at(3)).kind).toBe("declared");
    expect(history.get(idOf("a0"))?.record.declared).toBe(true);
  });
});

describe("reports that look like the ledger's own", () => {
  const own = { ...ledgerReport(1, QUEUED, at(1)), id: idOf("a1") };

  test("are refused from producers", () => {
    expect(kinds([own])).toEqual(["RL104"]);
  });

  test("are taken where the reports come from a ledger, once", () => {
    const stranger = on("a1", { phase: QUEUED, version: LEDGER_VERSION, producer: "stranger" });
    expect(kinds([own, own, stranger], { fromLedger: true })).toEqual([
      "moved",
      "duplicate",
      "RL104",
    ]);
  });

  test("tell of the queueing themselves, whether the declaration comes before or after them", () => {
    const id = idOf("a1");
    const task = declaration({ name: "a1", metadata: { maxAttempts: 2 } });
    for (const isFirst of [true, false]) {
      const history = new History({ fromLedger: true });
      const declare = () => history.declare(run, task, at(2));
      if (isFirst) declare();
      expect(history.record(own).kind).toBe("moved");
      if (!isFirst) declare();
      expect(history.get(id)).toMatchObject({
        metadata: { maxAttempts: 2 },
        record: { attempts: { length: 1 } },
      });
    }
  });

  test("tell of the root themselves, so that none is made up", () => {
    const { history } = foldHistory([own], { fromLedger: true });
    expect([...history.actions()].map(({ id }) => id.name)).toEqual(["a1"]);
  });
});

test("in any order, with any repeats, a story's producers' reports end the same, and each counts once", () => {
  const stories = arbitraryStory.chain(({ steps }) => {
    const reports = steps.flatMap((step) =>
      step.kind === "report" && step.event.version !== LEDGER_VERSION ? [step] : [],
    );
    return fc.record({ reports: fc.constant(reports), anew: anyOrderOf(reports) });
  });
  fc.assert(
    fc.property(stories, ({ reports, anew }) => {
      const eventsOf = (steps: readonly { kind: string }[]): ActionEvent[] =>
        (steps as typeof reports).map(({ event }) => ({ ...event, id: idOf("a1") }));
      const told = foldHistory(eventsOf(reports));
      const again = foldHistory(eventsOf(anew));
      expect([...again.history.actions()]).toEqual([...told.history.actions()]);
      const counted = again.results.filter(({ kind }) => kind !== "duplicate");
      expect(counted).toHaveLength(reports.length);
      expect(counted.every((result) => "record" in result)).toBe(true);
    }),
  );
});
