import type { EdgeCount, TrackCoverage } from "../stream/coverage.ts";

/** Says how much of a lifecycle a stream took: `13 of 38 edges`. */
export function coverageSummary({ edges }: TrackCoverage): string {
  const declared = edges.filter(({ kind }) => kind === "edge");
  const taken = declared.filter(({ count }) => count > 0);
  return `${taken.length} of ${declared.length} edges`;
}

/** Writes which steps of a lifecycle were taken how often, as a table in Markdown. */
export function coverageTable({ edges }: TrackCoverage): string {
  const kinds: Readonly<Record<EdgeCount["kind"], string>> = {
    edge: "",
    skip: "over others that weren't told",
    start: "first report",
    retry: "another attempt",
  };
  return [
    "| From | To | Times | |",
    "|---|---|---:|---|",
    ...edges.map(({ from, to, kind, count }) => {
      const times = count === 0 ? "**never**" : `${count}`;
      return `| ${from === "" ? "–" : `\`${from}\``} | \`${to}\` | ${times} | ${kinds[kind]} |`;
    }),
    "",
  ].join("\n");
}

/** Draws a lifecycle in Mermaid: the edges that were taken as thick lines with their counts, the others dotted. */
export function coverageDiagram({ edges }: TrackCoverage): string {
  const lines = edges.map(({ from, to, kind, count }) => {
    const label = kind === "retry" ? `${count}, another attempt` : `${count}`;
    if (count === 0) return `  ${from} -.-> ${to}`;
    return `  ${from === "" ? "start(( ))" : from} ${kind === "skip" ? `-->|${label}|` : `==>|${label}|`} ${to}`;
  });
  const taken = edges.flatMap(({ count, kind }, at) => (count > 0 && kind === "edge" ? [at] : []));
  const style = taken.length === 0 ? [] : [`  linkStyle ${taken.join(",")} stroke:#2da44e`];
  return ["flowchart LR", ...lines, ...style].join("\n");
}
