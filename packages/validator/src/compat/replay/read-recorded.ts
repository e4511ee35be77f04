import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { sizeDelimitedDecodeStream } from "@bufbuild/protobuf/wire";
import { type ActionEvent, ActionEventSchema } from "@runledger/proto/run/v1";
import { CompatError } from "../compat-error.ts";
import type { Recorded } from "./replay.ts";

/** Finds the number of a value by its name; undefined where neither side has it. */
export type NumberOf = (name: string) => number | undefined;

/**
 * Reads a recorded stream of action events: JSON, one event a line, or size-delimited binary. JSON is read by its own names, so
 * that values are found that only one side knows.
 *
 * @throws CompatError with the line or the number of the event where it can't be read
 */
export async function* readRecorded(file: string, numberOf: NumberOf): AsyncGenerator<Recorded> {
  try {
    yield* (await startsWithBrace(file)) ? readLines(file, numberOf) : readBinary(file);
  } catch (error) {
    if (error instanceof CompatError) throw error;
    throw new CompatError(`${file} can't be read as a stream of action events: ${String(error)}`, {
      cause: error,
    });
  }
}

async function startsWithBrace(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(64), 0, 64, 0);
    return new TextDecoder().decode(buffer.subarray(0, bytesRead)).trimStart().startsWith("{");
  } finally {
    await handle.close();
  }
}

async function* readLines(file: string, numberOf: NumberOf): AsyncGenerator<Recorded> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file) })) {
    line += 1;
    if (text.trim() !== "") yield fromLine(text, `${file}:${line}`, numberOf);
  }
}

/** An event as far as it is read here, in its JSON form. */
interface EventJson {
  readonly id?: { readonly run?: Readonly<Record<string, string>>; readonly name?: string };
  readonly attempt?: number;
  readonly phase?: string | number;
}

function fromLine(text: string, at: string, numberOf: NumberOf): Recorded {
  const { id, attempt = 0, phase = 0 } = parse(text, at);
  const value = typeof phase === "number" ? phase : numberOf(phase);
  if (value === undefined) {
    throw new CompatError(`${at}: neither side knows the value ${phase}`);
  }
  const { project = "", domain = "", name = "" } = id?.run ?? {};
  return { subject: `${project}/${domain}/${name}/${id?.name ?? ""}`, attempt, value, at };
}

function parse(text: string, at: string): EventJson {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null) return parsed;
  } catch {
    // Told of below.
  }
  throw new CompatError(`${at} is no JSON object: a stream has one action event a line`);
}

async function* readBinary(file: string): AsyncGenerator<Recorded> {
  let count = 0;
  for await (const event of sizeDelimitedDecodeStream(ActionEventSchema, createReadStream(file))) {
    count += 1;
    yield fromEvent(event, `${file}, event ${count}`);
  }
}

function fromEvent({ id, attempt, phase }: ActionEvent, at: string): Recorded {
  const subject = `${id?.run?.project}/${id?.run?.domain}/${id?.run?.name}/${id?.name}`;
  return { subject, attempt, value: phase, at };
}
