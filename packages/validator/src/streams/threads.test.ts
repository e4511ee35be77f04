import { sizeDelimitedEncode } from "@bufbuild/protobuf/wire";
import { type JsonValue, fromJson } from "@bufbuild/protobuf";
import { ActionEventSchema } from "@runledger/proto/run/v1";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { now } from "../testing/judge-lines.ts";
import { legalStream } from "../testing/legal-stream.ts";
import { mutations } from "../testing/mutations.ts";
import type { Json } from "../testing/rule-example.ts";
import { peekRun } from "./peek-run.ts";
import { validateStreams } from "./validate-streams.ts";

/** What only JSON can hold: another field, an envelope. */
const onlyJson: ReadonlySet<string> = new Set(["RL112", "RL506"]);
const breaks = [...mutations].flatMap(([rule, mutate]) => (onlyJson.has(rule) ? [] : mutate));

/** Forty runs, some of them broken, one after the other. */
const records: Json[] = fc
  .sample(fc.tuple(legalStream, fc.nat(1000)), { numRuns: 40, seed: 7 })
  .flatMap(([stream, pick], index) => {
    const mutate = breaks[index % breaks.length];
    const told = index % 2 === 0 ? stream : (mutate?.(stream, pick)?.records ?? stream);
    return told
      .filter((record) => "id" in record)
      .map((record) => ({
        ...record,
        id: { ...Object(record["id"]), run: { project: "p", domain: "d", name: `run-${index}` } },
      }));
  });

const lines = Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(""));
const delimited = Buffer.concat(
  records.map((record) =>
    sizeDelimitedEncode(
      ActionEventSchema,
      fromJson(ActionEventSchema, JSON.parse(JSON.stringify(record)) as JsonValue),
    ),
  ),
);

describe.for([
  ["lines", lines],
  ["messages", delimited],
] as const)("several threads, %s", ([, bytes]) => {
  test("find what one finds", { timeout: 60_000 }, async () => {
    const inputs = [
      {
        name: "in",
        // oxlint-disable-next-line typescript/require-await
        open: async function* () {
          for (let at = 0; at < bytes.length; at += 5000) yield bytes.subarray(at, at + 5000);
        },
      },
    ];
    const one = await validateStreams(inputs, { now });
    const three = await validateStreams(inputs, { now, threads: 3 });
    expect(one.verdict.findings.length).toBeGreaterThan(5);
    expect(three).toEqual(one);
  });
});

describe("the run of a record", () => {
  test("is found without decoding it, wherever it stands", () => {
    const id = { run: { project: "p", domain: "d", name: "r" }, name: "a" };
    const other = { run: { project: "p", domain: "d", name: "other" }, name: "a" };
    const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
    const expected = peekRun(encode({ id }), "lines");
    expect(expected).not.toBe(0);
    const cacheMetadata = { sourceActionAttempt: { actionId: other } };
    for (const record of [
      { event: { attempt: 1, id } },
      { cacheMetadata, id },
      { id, cacheMetadata },
      { runDeclaration: { id: id.run } },
      { actionDeclaration: { declaration: { name: "run" }, run: id.run } },
    ]) {
      expect(peekRun(encode(record), "lines")).toBe(expected);
    }
    const escaped = '{"id":{"run":{"name":"\\u0072","domain":"d","project":"p"},"name":"a"}}';
    expect(peekRun(new TextEncoder().encode(escaped), "lines")).toBe(expected);
    const binary = sizeDelimitedEncode(ActionEventSchema, fromJson(ActionEventSchema, { id }));
    expect(peekRun(binary.subarray(1), "delimited")).toBe(expected);
  });
});
