import { table, three } from "../markdown.ts";
import type { Goal, Results, Suite } from "../suite.ts";
import { streamCase, streamName } from "./stream-case.ts";
import type { StreamFormat } from "./synthesize-stream.ts";

const formats: readonly StreamFormat[] = ["delimited", "lines"];

/** Judging streams of reports: speed a core, and memory at two sizes, ten times apart. */
export const validateSuite: Suite = makeSuite("validate", [200_000, 2_000_000]);

/** The same at one million and fifty million reports: a quarter of an hour a round. */
export const validateLongSuite: Suite = makeSuite("validate-long", [1_000_000, 50_000_000]);

function makeSuite(name: string, sizes: readonly number[]): Suite {
  const largest = Math.max(...sizes);
  return {
    name,
    cases: formats.flatMap((format) => sizes.map((size) => streamCase(format, size))),
    goals: [
      ...sizes.flatMap((size) => [
        speed("200,000 reports a second and core from protobuf", "delimited", size, 200_000),
        speed("100,000 from lines of JSON", "lines", size, 100_000),
      ]),
      ...formats.map((format) => ({
        says: "what is kept doesn't grow with the stream",
        case: streamName(format, largest),
        metric: "kept at the end, of early",
        atMost: 1.1,
      })),
    ],
    report,
  };
}

function speed(says: string, format: StreamFormat, size: number, atLeast: number): Goal {
  return { says, case: streamName(format, size), metric: "reports/s/core", atLeast };
}

const columns = [
  "reports/s/core",
  "µs/report",
  "of bare decoding",
  "MB kept early",
  "MB kept at the end",
  "MB at most",
];

function report(results: Results): string {
  const rows = Object.entries(results).map(([name, metrics]) => [
    name,
    ...columns.map((column) => three(metrics[column]?.median ?? Number.NaN)),
  ]);
  return `20,000 actions are remembered at a time. Making the stream is not counted. *Of bare decoding*: how many times longer it takes
than decoding the same reports with protobuf-es and dropping them. *Kept* is what is in use once all rubbish is collected:
early, when a million reports were judged (or all, of a shorter stream), and at the end. *At most* is what the process took of
the system, rubbish that the engine had not yet cared to collect included.

${table(["stream", ...columns], rows)}`;
}
