import { table, three } from "../markdown.ts";
import type { Goal, Results, Suite } from "../suite.ts";
import { SURFACES } from "./questions.ts";
import { readCase, readName } from "./read-case.ts";

/** Nodes right below an execution: few, and as many as Flyte's own users have had. */
const SIZES = [1000, 100_000];
const MANY = 100_000;
const WORKS = [
  "get the execution",
  "get a node",
  "first page of 100",
  "page of 100 in the midst",
] as const;
/** In milliseconds. */
const LONGEST = 20;

/** Flyte 1's view of a wide execution, over each surface that has it. */
export const flyte1Suite: Suite = {
  name: "flyte1",
  cases: SIZES.flatMap((nodes) => SURFACES.map((surface) => readCase(surface, nodes))),
  goals: SURFACES.flatMap((surface) =>
    WORKS.filter((work) => work.includes("page")).map((work): Goal => ({
      says: `${work} out of ${MANY} nodes over ${surface}: under ${LONGEST} ms`,
      case: readName(surface, MANY),
      metric: `${work}: ms`,
      atMost: LONGEST,
    })),
  ),
  report,
};

function report(results: Results): string {
  const tables = WORKS.map((work) => {
    const rows = SIZES.flatMap((nodes) =>
      SURFACES.map((surface) => {
        const told = results[readName(surface, nodes)];
        const figures = ["ms", "calls/s", "CPU ms"].map((unit) => {
          const median = told?.[`${work}: ${unit}`]?.median;
          return median === undefined ? "–" : three(median);
        });
        return [String(nodes), surface, ...figures];
      }),
    );
    const title = work.charAt(0).toUpperCase() + work.slice(1);
    return `## ${title}\n\n${table(["nodes", "surface", "ms", "calls/s", "CPU ms"], rows)}`;
  });
  return [
    `Flyte 1's view of an execution with many nodes right below it. One client asks one question after the other and decodes the answers; it
shares the gateway's process, so *CPU* is both sides'. *ms* is the median of a call. GraphQL is asked for a node's name and phase, the
others give all that Flyte 1 has of it. The database is a file.`,
    ...tables,
  ].join("\n\n");
}
