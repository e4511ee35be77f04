import { gunzipSync, gzipSync } from "node:zlib";
import { create } from "@bufbuild/protobuf";
import { sizeDelimitedEncode } from "@bufbuild/protobuf/wire";
import { type ArchiveRecord, ArchiveRecordSchema } from "@runledger/proto/run/v1";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ArchiveError } from "./archive-error.ts";
import { encodeArchive } from "./encode-archive.ts";
import { checkArchive, readArchive } from "./read-archive.ts";
import { bytesOf, each, recordsOf, runId } from "./testing/records.ts";

const records = recordsOf(runId("r"), { reports: 20, refused: 1 });

function write(what: readonly ArchiveRecord[]): Promise<Buffer> {
  return bytesOf(encodeArchive(each(what)));
}

async function kindOf(bytes: Uint8Array): Promise<string> {
  try {
    await checkArchive(each([bytes]));
    return "whole";
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    expect(error.message).toMatch(/\.$/);
    return error.kind;
  }
}

describe("an archive", () => {
  test("gives back what was written, whatever the pieces that it comes in, compressed or not", async () => {
    const whole = await write(records);
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 300 }),
      fc.boolean(),
      async (size, isPacked) => {
        const bytes = isPacked ? whole : gunzipSync(whole);
        const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
          bytes.subarray(index * size, (index + 1) * size),
        );
        const found: ArchiveRecord[] = [];
        const reading = readArchive(each(pieces));
        let next = await reading.next();
        for (; next.done !== true; next = await reading.next()) found.push(next.value);
        expect(found).toEqual(records);
        const counts = { revision: 3, actions: 1, reports: 20, refused: 1 };
        expect(next.value).toMatchObject({ ...counts, run: { name: "r" } });
      },
    );
    await fc.assert(property, { numRuns: 100 });
  });

  test("is the same file for the same records, and has another digest for others", async () => {
    expect(await write(records)).toEqual(await write(records));
    const [one, other] = [records, records.slice(0, -1)].map(async (each_) =>
      checkArchive(each([await write(each_)])),
    );
    expect((await one)?.digest).not.toBe((await other)?.digest);
  });

  test("that is cut anywhere is told to be", async () => {
    const whole = await write(records);
    for (const bytes of [whole, gunzipSync(whole)]) {
      for (let length = 12; length < bytes.length; length += 1) {
        const kind = await kindOf(bytes.subarray(0, length));
        // Not even its first record is there.
        expect(kind, `${length} of ${bytes.length}`).toMatch(length < 60 ? /cut|foreign/ : /cut/);
      }
    }
  });

  test("in which any byte is another one is not taken", async () => {
    const whole = await write(records);
    const plain = gunzipSync(whole);
    const flips = fc.record({
      bytes: fc.constantFrom(whole, plain),
      at: fc.nat(),
      by: fc.integer({ min: 1, max: 255 }),
    });
    const property = fc.asyncProperty(flips, async ({ at, by, bytes }) => {
      const other = Buffer.from(bytes);
      // What gzip tells of the file behind the first bytes (RFC 1952: time, hints, system) is no matter of ours.
      const first = bytes === whole ? 10 : 0;
      const index = first + (at % (other.length - first));
      other[index] = (other[index] ?? 0) ^ by;
      expect(await kindOf(other)).not.toBe("whole");
    });
    await fc.assert(property, { numRuns: 500 });
  });

  test.each<[string, () => Promise<Uint8Array> | Uint8Array, string]>([
    ["nothing", () => new Uint8Array(), "foreign"],
    ["text", () => Buffer.from("hello, this is a text that is no archive"), "foreign"],
    ["JSON", () => Buffer.from('{"event":{}}\n'.repeat(20)), "foreign"],
    ["another thing in gzip", () => gzipSync("hello, hello, hello"), "foreign"],
    ["a stream of reports", () => reports(), "foreign"],
    ["records without a header", () => write(records.slice(1)), "foreign"],
    ["two archives", async () => twice(await write(records)), "damaged"],
    ["two headers", () => write([...records, ...records.slice(0, 1)]), "damaged"],
    ["a newer one", () => write(newer()), "newer"],
    ["a record that is too long", () => tooLong(), "damaged"],
    [
      "a record that isn't known",
      () => write([...records, create(ArchiveRecordSchema)]),
      "damaged",
    ],
  ])("%s: refused for what it is", async (_, make, kind) => {
    expect(await kindOf(await make())).toBe(kind);
  });

  test("whose bytes can't be had fails with what they fail with", async () => {
    const whole = await write(records);
    async function* broken(): AsyncGenerator<Uint8Array, void> {
      yield whole.subarray(0, 50);
      throw new Error("the wire was cut");
    }
    await expect(checkArchive(broken())).rejects.toThrow("the wire was cut");
    async function* stopped(): AsyncGenerator<ArchiveRecord, void> {
      yield* records.slice(0, 3);
      throw new Error("the run has changed");
    }
    await expect(checkArchive(encodeArchive(stopped()))).rejects.toThrow("the run has changed");
  });
});

function reports(): Buffer {
  const events = records.flatMap(({ record }) => (record.case === "event" ? [record.value] : []));
  return Buffer.concat(events.map(({ event }) => Buffer.from([...(event ? [3, 24, 1, 0] : [])])));
}

function twice(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, bytes]);
}

function newer(): ArchiveRecord[] {
  const value = { format: 2, run: runId("r"), revision: 1n };
  return [create(ArchiveRecordSchema, { record: { case: "header", value } })];
}

function tooLong(): Buffer {
  const header = records
    .slice(0, 1)
    .map((each_) => sizeDelimitedEncode(ArchiveRecordSchema, each_));
  return Buffer.concat([...header, Buffer.from([0xff, 0xff, 0xff, 0x7f, 1, 2, 3])]);
}
