import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { compatRules } from "./catalogue.ts";
import { compare } from "./compare.ts";
import type { Judged } from "./policy/judge.ts";
import type { CompatReport } from "./report/report.ts";
import { examples } from "./testing/examples.ts";
import { imports, repository, withFolder, writeFiles } from "./testing/repository.ts";
import { nameOf, writeExamples } from "./testing/write-examples.ts";

let report: CompatReport;

// All examples lie in one repository, so that the whole pipeline runs once, with the real buf.
beforeAll(async () => {
  report = await withFolder(async (folder) => {
    const [before, after] = [join(folder, "before"), join(folder, "after")];
    writeExamples(before, "before", examples);
    writeExamples(after, "after", examples);
    imports(after);
    writeFiles(after, {
      "runledger.config.json": JSON.stringify({
        compat: {
          graphql: { schema: "schema.graphql", operations: ["ops/*.graphql"] },
          packages: ["packages/*"],
        },
      }),
    });
    const PATH = join(repository, "node_modules", ".bin");
    return compare({ folder: after, against: [before], env: { PATH }, today: "2026-01-01" });
  });
}, 60_000);

/** Finds what was said of one change, by the names that only it has. */
function foundIn(name: string): readonly Judged[] {
  return report.judged.filter(
    ({ finding: { symbol, scope, place } }) =>
      scope === name || symbol.startsWith(name) || place?.file.includes(`${name}.`) === true,
  );
}

test("every rule has an example, and every example a rule", () => {
  expect(examples.map(({ rule }) => rule).toSorted()).toEqual(Object.keys(compatRules).toSorted());
});

describe.each(examples)("$rule", (example) => {
  test.each(["trips", "spares"] as const)("%s", (what) => {
    const rules = new Set(foundIn(nameOf(example, what)).map(({ finding }) => finding.rule));
    expect([...rules].toSorted(), example[what].title).toEqual(example[what].finds);
    expect(rules.has(example.rule)).toBe(what === "trips");
  });

  test("points into the new schema", () => {
    const found = foundIn(nameOf(example, "trips")).filter(
      ({ finding }) => finding.rule === example.rule,
    );
    for (const { finding } of found) {
      expect(finding.place?.file).toMatch(/^(proto|packages|ops)\/|^schema\.graphql$/);
      if (example.language === "proto") expect(finding.place?.line).toBeGreaterThan(0);
    }
  });
});
