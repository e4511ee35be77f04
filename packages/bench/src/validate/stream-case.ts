import { validateStreams } from "@runledger/validator/streams";
import type { Case, Metrics } from "../suite.ts";
import { type StreamFormat, synthesizeStream } from "./synthesize-stream.ts";

/** The time of the checks: after all that is told. */
const now = 1_770_000_000_000;

/** How many actions are remembered: few beside the streams, so that most have to be let go. */
const maxActions = 20_000;

/** Names the case that judges so many reports. */
export function streamName(format: StreamFormat, reports: number): string {
  return `${format} ${reports}`;
}

/** Measures how many reports a second one core decodes and judges, and how much memory that takes. */
export function streamCase(format: StreamFormat, reports: number): Case {
  return {
    name: streamName(format, reports),
    run: async (): Promise<Metrics> => {
      await judge(format, 50_000);
      return judge(format, reports);
    },
  };
}

/** The stream is made in between, so the time and the work of making it are counted out. */
async function judge(format: StreamFormat, reports: number): Promise<Metrics> {
  let making = 0;
  let most = 0;
  async function* timed(): AsyncGenerator<Uint8Array> {
    const chunks = synthesizeStream(reports, format);
    for (;;) {
      const start = process.cpuUsage();
      const { done, value } = await chunks.next();
      making += used(start);
      if (done === true) return;
      most = Math.max(most, process.memoryUsage().rss);
      yield value;
    }
  }
  const start = process.cpuUsage();
  const input = { name: "stream", open: timed };
  const { verdict, problemCount } = await validateStreams([input], { now, maxActions });
  const seconds = (used(start) - making) / 1e6;
  const found = Object.keys(verdict.counts).length + problemCount;
  if (found > 0 || verdict.reports < reports) throw new Error("a legal stream was not taken whole");
  return {
    "reports/s/core": verdict.reports / seconds,
    "µs/report": (seconds * 1e6) / verdict.reports,
    "MB at most": most / 1e6,
  };
}

/** In microseconds of work, on whatever core. */
function used(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return user + system;
}
