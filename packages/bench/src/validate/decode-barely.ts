import { fromBinary, fromJsonString } from "@bufbuild/protobuf";
import { sizeDelimitedPeek } from "@bufbuild/protobuf/wire";
import { ActionEventSchema } from "@runledger/proto/run/v1";
import { type StreamFormat, synthesizeStream } from "./synthesize-stream.ts";

/** Decodes a stream and does nothing with it: what judging is held against. @returns seconds of work a report */
export async function decodeBarely(format: StreamFormat, reports: number): Promise<number> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of synthesizeStream(reports, format)) chunks.push(chunk);
  for (const chunk of chunks.slice(0, 20)) decoders[format](chunk);
  const start = process.cpuUsage();
  let count = 0;
  for (const chunk of chunks) count += decoders[format](chunk);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6 / count;
}

const decoders: Readonly<Record<StreamFormat, (chunk: Uint8Array) => number>> = {
  delimited: (chunk) => {
    let count = 0;
    for (let at = 0; at < chunk.length; count += 1) {
      const next = sizeDelimitedPeek(chunk.subarray(at));
      if (next.eof) throw new Error("a chunk must hold whole reports");
      const start = at + next.offset;
      at = start + next.size;
      fromBinary(ActionEventSchema, chunk.subarray(start, at));
    }
    return count;
  },
  lines: (chunk) => {
    const lines = Buffer.from(chunk).toString().trimEnd().split("\n");
    for (const line of lines) fromJsonString(ActionEventSchema, line);
    return lines.length;
  },
};
