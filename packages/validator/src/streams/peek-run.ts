import { fromBinary } from "@bufbuild/protobuf";
import { RunIdentifierSchema } from "@runledger/proto/run/v1";
import { decodeBinary } from "../input/decode-binary.ts";
import { decodeJson } from "../input/decode-json.ts";
import type { Entry } from "../input/entry.ts";
import type { Format } from "../input/format.ts";
import type { ReportType } from "../input/report-type.ts";

/**
 * Finds out which run a record is about, without decoding it whole. The same run gives the same number, wherever in a
 * record it stands; a record that can't be read gives 0.
 */
export function peekRun(bytes: Uint8Array, format: Format, type?: ReportType): number {
  try {
    return format === "delimited" ? peekBinary(bytes, type) : peekJson(bytes, type);
  } catch {
    return 0;
  }
}

/** The fields of a report that lead to its run: `id`, and in it `run`. Both are messages with the number 1. */
const runTag = 0x0a;

function peekBinary(bytes: Uint8Array, type: ReportType | undefined): number {
  if (type !== undefined && type !== "ActionEvent") return hashOf(decodeBinary(bytes, type));
  const id = findField(bytes);
  const run = id === undefined ? undefined : findField(id);
  const named = run === undefined ? undefined : readRun(run);
  if (named === undefined || named.name === "") return hashOf(decodeBinary(bytes, type));
  return hash(named.project, named.domain, named.name);
}

function readRun(bytes: Uint8Array): Names | undefined {
  try {
    return fromBinary(RunIdentifierSchema, bytes);
  } catch {
    // It is no report on an action.
    return undefined;
  }
}

/** Finds the field with the number 1, if it comes first, as every common encoder has it; otherwise looks through all. */
function findField(bytes: Uint8Array): Uint8Array | undefined {
  for (let at = 0; at < bytes.length;) {
    const tag = readVarint(bytes, at);
    const length = readVarint(bytes, tag.end);
    const wireType = tag.value & 7;
    if (wireType === 2) {
      const end = length.end + length.value;
      if (tag.value === runTag) return bytes.subarray(length.end, end);
      at = end;
    } else if (wireType === 0) at = length.end;
    else if (wireType === 5) at = tag.end + 4;
    else if (wireType === 1) at = tag.end + 8;
    else return undefined;
  }
  return undefined;
}

function readVarint(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * (at - start));
    if (byte < 0x80) return { value, end: at + 1 };
  }
  return { value, end: bytes.length };
}

interface Names {
  readonly project: string;
  readonly domain: string;
  readonly name: string;
}

function peekJson(bytes: Uint8Array, type: ReportType | undefined): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = text.indexOf('"run"');
  // One mention of a run can only be the one that is meant. Its fields are all text, so it ends with the next brace.
  if (at >= 0 && text.indexOf('"run"', at + 5) < 0 && text.indexOf("Declaration") < 0) {
    const start = text.indexOf("{", at);
    const end = text.indexOf("}", start);
    const part = text.toString("utf8", start, end + 1);
    if (start >= 0 && !part.includes("{", 1)) {
      const { project = "", domain = "", name = "" } = JSON.parse(part) as Partial<Names>;
      return hash(project, domain, name);
    }
  }
  return hashOf(decodeJson(bytes, type));
}

function hashOf(entry: Entry): number {
  const run = runOf(entry);
  return hash(run?.project ?? "", run?.domain ?? "", run?.name ?? "");
}

function runOf(entry: Entry): Names | undefined {
  if (entry.kind === "other") return undefined;
  if (entry.kind === "report") return entry.told.run;
  return entry.kind === "action" ? entry.run : entry.declaration.id;
}

/** FNV-1a over the three names, with what none of them can hold between them. */
function hash(project: string, domain: string, name: string): number {
  let sum = 0x811c9dc5;
  for (const part of [project, domain, name]) {
    for (let i = 0; i < part.length; i++) sum = Math.imul(sum ^ part.charCodeAt(i), 0x01000193);
    sum = Math.imul(sum ^ 47, 0x01000193);
  }
  sum ^= sum >>> 15;
  return sum >>> 0;
}
