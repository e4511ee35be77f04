import type { TrackCoverage } from "../stream/coverage.ts";
import type { Finding } from "../stream/finding.ts";
import { type JudgeOptions, defaultMaxFindings } from "../stream/judge-options.ts";
import { scoreOf } from "../stream/producers.ts";
import type { ProducerScore, Verdict } from "../stream/verdict.ts";
import { WaiverBook } from "../waivers/waiver-book.ts";
import type { Judged } from "./record-sink.ts";
import { mostProblems } from "./stream-result.ts";

/** Puts together what several judges found. The same as one judge finds, whatever the number of judges. */
export function mergeJudged(parts: readonly Judged[], options: JudgeOptions): Judged {
  const verdicts = parts.map(({ verdict }) => verdict);
  const total = (count: (verdict: Verdict) => number): number =>
    verdicts.reduce((sum, verdict) => sum + count(verdict), 0);
  const order = new Map(options.sources.map((name, place) => [name, place]));
  const byPlace = (a: Pick<Finding, "source" | "byte">, b: typeof a): number =>
    (order.get(a.source) ?? 0) - (order.get(b.source) ?? 0) || a.byte - b.byte;
  const book = new WaiverBook(
    options.waivers ?? [],
    new Date(options.now).toISOString().slice(0, 10),
  );
  for (const { usedWaivers } of verdicts) book.markUsed(usedWaivers);
  return {
    verdict: {
      reports: total(({ reports }) => reports),
      declarations: total(({ declarations }) => declarations),
      actions: total(({ actions }) => actions),
      runs: total(({ runs }) => runs),
      outcomes: addUp(verdicts.map(({ outcomes }) => outcomes)),
      counts: addUp(verdicts.map(({ counts }) => counts)),
      findings: verdicts
        .flatMap(({ findings }) => findings)
        .sort(byPlace)
        .slice(0, options.maxFindings ?? defaultMaxFindings),
      waived: total(({ waived }) => waived),
      usedWaivers: book.used,
      waiverProblems: book.problems(),
      producers: mergeProducers(verdicts.flatMap(({ producers }) => producers)),
      coverage: mergeCoverage(verdicts.flatMap(({ coverage }) => coverage)),
      forgotten: {
        endedActions: total(({ forgotten }) => forgotten.endedActions),
        openActions: total(({ forgotten }) => forgotten.openActions),
        returned: total(({ forgotten }) => forgotten.returned),
        keys: total(({ forgotten }) => forgotten.keys),
      },
    },
    problems: parts
      .flatMap(({ problems }) => problems)
      .sort(byPlace)
      .slice(0, mostProblems),
    problemCount: parts.reduce((sum, { problemCount }) => sum + problemCount, 0),
  };
}

function addUp(parts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [name, count] of parts.flatMap((part) => Object.entries(part))) {
    sums[name] = (sums[name] ?? 0) + count;
  }
  return sums;
}

function mergeProducers(scores: readonly ProducerScore[]): ProducerScore[] {
  const merged = new Map<string, ProducerScore>();
  for (const { producer, reports, findings } of scores) {
    const known = merged.get(producer);
    const error = findings.error + (known?.findings.error ?? 0);
    const warning = findings.warning + (known?.findings.warning ?? 0);
    const note = findings.note + (known?.findings.note ?? 0);
    merged.set(
      producer,
      scoreOf(producer, reports + (known?.reports ?? 0), { error, warning, note }),
    );
  }
  return [...merged.values()].sort((a, b) => a.producer.localeCompare(b.producer, "en"));
}

function mergeCoverage(parts: readonly TrackCoverage[]): TrackCoverage[] {
  const merged = new Map<string, TrackCoverage>();
  for (const part of parts) {
    const known = merged.get(part.track);
    if (known === undefined) {
      merged.set(part.track, part);
      continue;
    }
    const edges = new Map(
      known.edges.map((edge) => [`${edge.kind}/${edge.from}/${edge.to}`, edge]),
    );
    for (const edge of part.edges) {
      const key = `${edge.kind}/${edge.from}/${edge.to}`;
      edges.set(key, { ...edge, count: edge.count + (edges.get(key)?.count ?? 0) });
    }
    merged.set(part.track, {
      ...known,
      edges: [...edges.values()].sort((a, b) => a.order - b.order),
    });
  }
  return [...merged.values()].sort((a, b) => a.track.localeCompare(b.track, "en"));
}
