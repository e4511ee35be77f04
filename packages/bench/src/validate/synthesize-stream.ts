import { create, toJsonString } from "@bufbuild/protobuf";
import { sizeDelimitedEncode } from "@bufbuild/protobuf/wire";
import type { ActionPhase } from "@runledger/proto/core/v1";
import { type ActionEvent, ActionEventSchema } from "@runledger/proto/run/v1";

/** How the reports are written. */
export type StreamFormat = "delimited" | "lines";

/** How many actions a run has beside its root, each with five reports. */
const actionsOfRun = 40;

/** How many runs are told at a time, their reports mixed. */
const runsAtATime = 5;

/** How many reports a chunk holds: five runs, whole. */
export const reportsOfChunk: number = runsAtATime * (actionsOfRun * 5 + 2);

/** How long the name of a run is, in letters and digits. */
const nameLength = 12;

/**
 * Makes a legal stream of at least so many reports, chunk by chunk: runs with a root and forty actions, which are queued,
 * wait, are initialised, run with a link to their logs, and succeed. Only the names of the runs differ from chunk to chunk,
 * so they are written over in a copy of the first: making the stream costs little beside judging it.
 */
// oxlint-disable-next-line typescript/require-await
export async function* synthesizeStream(
  reports: number,
  format: StreamFormat,
): AsyncGenerator<Uint8Array> {
  const sample = Buffer.concat([...tellRuns()].map(writers[format]));
  const places = Array.from({ length: runsAtATime }, (_, run) => placesOf(sample, nameOf(run)));
  for (let first = 0, told = 0; told < reports; first += runsAtATime, told += reportsOfChunk) {
    const chunk = Buffer.from(sample);
    for (const [run, starts] of places.entries()) {
      const name = Buffer.from(nameOf(first + run));
      for (const start of starts) name.copy(chunk, start);
    }
    yield chunk;
  }
}

const writers: Readonly<Record<StreamFormat, (event: ActionEvent) => Uint8Array>> = {
  delimited: (event) => sizeDelimitedEncode(ActionEventSchema, event),
  lines: (event) => Buffer.from(`${toJsonString(ActionEventSchema, event)}\n`),
};

function nameOf(run: number): string {
  return `r${run.toString(36).padStart(nameLength - 1, "0")}`;
}

function placesOf(bytes: Buffer, name: string): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(name); at !== -1; at = bytes.indexOf(name, at + 1)) places.push(at);
  return places;
}

function* tellRuns(): Generator<ActionEvent> {
  const runs = Array.from({ length: runsAtATime }, (_, run) => nameOf(run));
  for (const run of runs) yield tell(run, "a0", 4, 0);
  for (let action = 1; action <= actionsOfRun; action++) {
    for (let phase = 1; phase <= 5; phase++) {
      for (const run of runs) yield tell(run, `action-${action}`, phase, phase);
    }
  }
  for (const run of runs) yield tell(run, "a0", 5, 60);
}

function tell(run: string, name: string, phase: number, second: number): ActionEvent {
  const time = { seconds: BigInt(1_760_000_000 + second), nanos: 123_000_000 };
  return create(ActionEventSchema, {
    id: { run: { project: "flytesnacks", domain: "development", name: run }, name },
    attempt: 1,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- One of the first five.
    phase: phase as ActionPhase,
    updatedTime: time,
    reportedTime: time,
    producer: "engine",
    logInfo: phase === 4 ? [{ name: "main", uri: `https://logs.example/${run}/${name}` }] : [],
  });
}
