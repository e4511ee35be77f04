import { validateStreams } from "@runledger/validator/streams";
import { bytesInUse } from "../measure/bytes-in-use.ts";
import type { Case, Metrics } from "../suite.ts";
import { decodeBarely } from "./decode-barely.ts";
import { type StreamFormat, reportsOfChunk, synthesizeStream } from "./synthesize-stream.ts";

/** The time of the checks: after all that is told. */
const now = 1_770_000_000_000;

/** How many actions are remembered: few beside the streams, so that most have to be let go. */
const maxActions = 20_000;

/** How many reports are judged before memory counts as what it will be: all bounds are reached by then. */
const settled = 1_000_000;

/** How often memory is looked at, in chunks. */
const everyChunks = 16;

/** Names the case that judges so many reports. */
export function streamName(format: StreamFormat, reports: number): string {
  return `${format} ${reports}`;
}

/** Measures how many reports a second one core decodes and judges, beside bare decoding, and how much memory that takes. */
export function streamCase(format: StreamFormat, reports: number): Case {
  return {
    name: streamName(format, reports),
    run: async (): Promise<Metrics> => {
      await judge(format, 50_000);
      const bare = await decodeBarely(format, 100_000);
      const { seconds, ...memory } = await judge(format, reports);
      return {
        "reports/s/core": 1 / seconds,
        "µs/report": seconds * 1e6,
        "of bare decoding": seconds / bare,
        ...memory,
      };
    },
  };
}

interface Judged extends Metrics {
  /** Of work, a report. */
  readonly seconds: number;
}

/** Judges a stream in the calling thread. Making it is counted out. */
async function judge(format: StreamFormat, reports: number): Promise<Judged> {
  const memory = new Memory();
  let aside = 0;
  async function* timed(): AsyncGenerator<Uint8Array> {
    const chunks = synthesizeStream(reports, format);
    for (let told = 0; ; told += reportsOfChunk) {
      const start = process.cpuUsage();
      const { done, value } = await chunks.next();
      memory.look(told, done === true);
      aside += used(start);
      if (done === true) return;
      yield value;
    }
  }
  const start = process.cpuUsage();
  const input = { name: "stream", open: timed };
  const { verdict, problemCount } = await validateStreams([input], { now, maxActions });
  const seconds = (used(start) - aside) / 1e6 / verdict.reports;
  const found = Object.keys(verdict.counts).length + problemCount;
  if (found > 0 || verdict.reports < reports) throw new Error("a legal stream was not taken whole");
  return { seconds, ...memory.metrics };
}

/** Looks at how much memory there is: what the system gave, and what is still needed when all rubbish is collected. */
class Memory {
  #most = 0;
  #early = 0;
  #late = 0;

  look(told: number, isLast: boolean): void {
    if (isLast || (told / reportsOfChunk) % everyChunks === 0) {
      this.#most = Math.max(this.#most, process.memoryUsage.rss());
    }
    if (isLast) this.#late = bytesInUse();
    if (this.#early === 0 && (isLast || told >= settled)) this.#early = bytesInUse();
  }

  get metrics(): Metrics {
    return {
      "MB at most": this.#most / 1e6,
      "MB kept early": this.#early / 1e6,
      "MB kept at the end": this.#late / 1e6,
      "kept at the end, of early": this.#late / this.#early,
    };
  }
}

/** In microseconds of work, on whatever core. */
function used(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return user + system;
}
