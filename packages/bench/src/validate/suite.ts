import type { Goal, Results, Suite } from "../suite.ts";
import { streamCase, streamName } from "./stream-case.ts";
import type { StreamFormat } from "./synthesize-stream.ts";

/** Two sizes, ten times apart: what grows with the stream shows. More with RUNLEDGER_REPORTS=1000000,50000000. */
const sizes: readonly number[] = (process.env["RUNLEDGER_REPORTS"] ?? "200000,2000000")
  .split(",")
  .map(Number);

const formats: readonly StreamFormat[] = ["delimited", "lines"];

const goals: readonly Goal[] = sizes.flatMap((size) => [
  goal("200,000 reports a second and core from protobuf", "delimited", size, 200_000),
  goal("100,000 from lines of JSON", "lines", size, 100_000),
]);

/** Judging streams of reports: speed a core, and memory at two sizes. */
export const validateSuite: Suite = {
  name: "validate",
  cases: formats.flatMap((format) => sizes.map((size) => streamCase(format, size))),
  goals,
  report,
};

function goal(says: string, format: StreamFormat, size: number, atLeast: number): Goal {
  return { says, case: streamName(format, size), metric: "reports/s/core", atLeast };
}

function report(results: Results): string {
  const rows = Object.entries(results).map(([name, metrics]) => {
    const of = (metric: string): string =>
      (metrics[metric]?.median ?? 0).toFixed(metric === "µs/report" ? 2 : 0);
    return `| ${name} | ${of("reports/s/core")} | ${of("µs/report")} | ${of("MB at most")} |`;
  });
  return [
    "20,000 actions are remembered at a time. Making the stream is not counted.",
    "",
    "| stream | reports/s/core | µs/report | MB at most |",
    "|---|---:|---:|---:|",
    ...rows,
    "",
  ].join("\n");
}
