import { create, toJsonString } from "@bufbuild/protobuf";
import { sizeDelimitedEncode } from "@bufbuild/protobuf/wire";
import type { ActionPhase } from "@runledger/proto/core/v1";
import { type ActionEvent, ActionEventSchema } from "@runledger/proto/run/v1";

/** How the reports are written. */
export type StreamFormat = "delimited" | "lines";

/** In bytes: what a file is read in. */
const chunkSize = 256 * 1024;

/** How many actions a run has beside its root, each with five reports. */
const actionsOfRun = 40;

/** How many runs are told at a time, their reports mixed. */
const runsAtATime = 5;

/**
 * Makes a legal stream of at least so many reports, chunk by chunk: runs with a root and forty actions, which are queued,
 * wait, are initialised, run with a link to their logs, and succeed.
 */
// oxlint-disable-next-line typescript/require-await
export async function* synthesizeStream(
  reports: number,
  format: StreamFormat,
): AsyncGenerator<Uint8Array> {
  const write = writers[format];
  let parts: Uint8Array[] = [];
  let size = 0;
  let told = 0;
  for (let first = 0; told < reports; first += runsAtATime) {
    for (const event of tellRuns(first)) {
      const bytes = write(event);
      parts.push(bytes);
      size += bytes.length;
      told += 1;
      if (size < chunkSize) continue;
      yield Buffer.concat(parts);
      parts = [];
      size = 0;
    }
  }
  yield Buffer.concat(parts);
}

const writers: Readonly<Record<StreamFormat, (event: ActionEvent) => Uint8Array>> = {
  delimited: (event) => sizeDelimitedEncode(ActionEventSchema, event),
  lines: (event) => Buffer.from(`${toJsonString(ActionEventSchema, event)}\n`),
};

function* tellRuns(first: number): Generator<ActionEvent> {
  const runs = Array.from(
    { length: runsAtATime },
    (_, index) => `r${(first + index).toString(36).padStart(11, "0")}`,
  );
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
