import { actionPhaseLifecycle } from "@runledger/state";
import { describe, expect, test } from "vitest";
import { type ContenderName, contenders } from "./contenders.ts";
import { inFolder } from "./in-folder.ts";
import { reportStore, storeSuite } from "./suite.ts";
import { story, synthesizeChanges } from "./synthesize-changes.ts";
import { writeCase } from "./write-case.ts";

test("the story is legal and ends", () => {
  const phases = story();
  for (const [i, phase] of phases.slice(1).entries()) {
    expect(actionPhaseLifecycle.canFollow(phases[i] ?? 0, phase)).toBe(true);
  }
  expect(actionPhaseLifecycle.isTerminal(phases.at(-1) ?? 0)).toBe(true);
});

describe.each(Object.keys(contenders) as ContenderName[])("%s", (name) => {
  test.each([1, 7, 100])("keeps what it is given in batches of %i", async (batch) => {
    await inFolder(async (folder) => {
      const rows = await contenders[name](`${folder}/x.db`);
      let reports = 0;
      for (const each of synthesizeChanges({ runs: 3, actions: 5, batch })) {
        await rows.write(each);
        reports += each.changes.events.length;
      }
      expect(reports).toBe(3 * 5 * story().length);
      expect(await rows.list(2, 2)).toBe(5);
      await rows.close();
    });
  });
});

test("a case measures itself beside the bare statements", async () => {
  const metrics = await writeCase(1000, "store").run();
  expect(metrics["of bare"]).toBeGreaterThan(0);
  expect(metrics["reports/s"]).toBeGreaterThan(0);
});

test("cases have names of their own, and goals and tables name cases that there are", () => {
  const names = storeSuite.cases.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const goal of storeSuite.goals) expect(names).toContain(goal.case);
  const asked = new Set<string>();
  const all = new Proxy({}, { get: (_, name) => (asked.add(String(name)), {}) });
  expect(reportStore(all)).toContain("| 1,000 | – |");
  expect([...asked].filter((name) => !names.includes(name))).toEqual([]);
});
