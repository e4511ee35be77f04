import { existsSync, readFileSync, readdirSync } from "node:fs";
import { type JsonValue, createRegistry, fromJson } from "@bufbuild/protobuf";
import { type Timestamp, TimestampSchema } from "@bufbuild/protobuf/wkt";
import { ActionSchema } from "@runledger/proto/run/v1";
import { rules as ledgerRules } from "@runledger/state";
import { describe, expect, test } from "vitest";
import { validateMessage } from "../message/validate-message.ts";
import { judgeLines } from "../testing/judge-lines.ts";
import type { Json, RuleExample } from "../testing/rule-example.ts";
import { ruleExamples } from "../testing/rule-examples.ts";
import { writeRuleIndex } from "../testing/write-rule-index.ts";
import { writeRulePage } from "../testing/write-rule-page.ts";
import { catalogue } from "./catalogue.ts";

const pages = new URL("../../../../docs/rules/", import.meta.url);
const registry = createRegistry(ActionSchema, TimestampSchema);

/** The rules that an example breaks, one or more times. */
async function brokenBy(records: readonly Json[], example: RuleExample): Promise<string[]> {
  if (example.schema === undefined) {
    const { verdict, problems } = await judgeLines(records, example.options);
    expect(problems).toEqual([]);
    return Object.keys(verdict.counts);
  }
  return records.flatMap((record) => {
    const desc = registry.getMessage(example.schema ?? "");
    if (desc === undefined) throw new Error(`no ${example.schema}`);
    const result = validateMessage(desc, messageOf(record, example.schema ?? ""));
    return result.kind === "violations" ? result.violations.map(({ rule }) => rule) : [];
  });
}

/** JSON can't write a time that is out of range, so its fields stand for it. */
function messageOf(record: Json, schema: string): Timestamp {
  if (schema !== TimestampSchema.typeName) {
    return fromJson(ActionSchema, record as JsonValue) as never;
  }
  const { seconds, nanos = 0 } = record as { seconds: string; nanos?: number };
  return { $typeName: "google.protobuf.Timestamp", seconds: BigInt(seconds), nanos };
}

describe.for([...catalogue.values()].map((rule) => [rule.id, rule] as const))(
  "%s",
  ([id, rule]) => {
    const example = ruleExamples[id];

    test("has an example that trips it, and one that doesn't break any rule that fails", async () => {
      if (example === undefined) throw new Error("no example");
      expect(await brokenBy(example.trips, example)).toContain(id);
      const broken = await brokenBy(example.passes, example);
      expect(broken).not.toContain(id);
      expect(broken.filter((other) => catalogue.get(other)?.severity === "error")).toEqual([]);
    });

    test("has a page, and it is what the catalogue and the example say", () => {
      const page = new URL(`${id}.md`, pages);
      expect(existsSync(page)).toBe(true);
      expect(readFileSync(page, "utf8")).toBe(example && writeRulePage(rule, example));
    });

    test("can be switched off", async () => {
      if (example === undefined || example.schema !== undefined) return;
      const severities = { [id]: "off" } as const;
      const { verdict } = await judgeLines(example.trips, { ...example.options, severities });
      expect(Object.keys(verdict.counts)).not.toContain(id);
    });
  },
);

describe("the catalogue", () => {
  test("holds all that the ledger refuses reports by, word for word, but who may report", () => {
    const refusing = [...catalogue.values()].filter(({ refuses }) => refuses);
    expect(Object.fromEntries(refusing.map(({ id, name }) => [id, name]))).toEqual(
      Object.fromEntries(
        Object.entries(ledgerRules).flatMap(([id, { name }]) =>
          name === "lease-lost" ? [] : [[id, name]],
        ),
      ),
    );
  });

  test("has no examples and no pages of rules that aren't", () => {
    expect(Object.keys(ruleExamples).filter((id) => !catalogue.has(id))).toEqual([]);
    const files = readdirSync(pages).filter((name) => name !== "README.md");
    expect(files.toSorted()).toEqual([...catalogue.keys()].map((id) => `${id}.md`).toSorted());
    const index = readFileSync(new URL("README.md", pages), "utf8");
    expect(index).toBe(writeRuleIndex([...catalogue.values()]));
  });

  test("gives each rule another name", () => {
    const names = [...catalogue.values()].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
