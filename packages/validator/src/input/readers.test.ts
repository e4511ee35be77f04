import { gzipSync, zstdCompressSync } from "node:zlib";
import { create, toBinary, toJson } from "@bufbuild/protobuf";
import { sizeDelimitedEncode } from "@bufbuild/protobuf/wire";
import { type ActionEvent, ActionEventSchema } from "@runledger/proto/run/v1";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { validateStreams } from "../streams/validate-streams.ts";
import { histories, patience } from "../testing/histories.ts";
import { now } from "../testing/judge-lines.ts";
import { longestRecord } from "./splitter.ts";

const events: ActionEvent[] = Array.from({ length: 30 }, (_, index) =>
  create(ActionEventSchema, {
    id: {
      run: { project: "p", domain: "d", name: `r${index % 3}` },
      name: index < 3 ? "a0" : "ünïcode",
    },
    attempt: 1,
    phase: 5,
    version: index,
    producer: 'a "quoted" \\ {name} [',
    updatedTime: { seconds: BigInt(1_790_000_000 + index) },
  }),
);

const encode = (text: string): Buffer => Buffer.from(text);
const json = events.map((event) => toJson(ActionEventSchema, event));
const written = {
  delimited: Buffer.concat(events.map((event) => sizeDelimitedEncode(ActionEventSchema, event))),
  lines: encode(json.map((event) => `${JSON.stringify(event)}\r\n\n`).join("")),
  array: encode(JSON.stringify(json, undefined, 2)),
  "array on one line": encode(`  ${JSON.stringify(json)}\n`),
};

/** Reads bytes in chunks of some sizes, and says what came of it. */
async function read(bytes: Uint8Array, sizes: readonly number[] = [65_536]) {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    let at = 0;
    for (let turn = 0; at < bytes.length; turn++) {
      const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
      // Whoever reads may keep what it was given, and nothing beyond.
      yield Uint8Array.prototype.slice.call(bytes, at, at + size);
      at += size;
    }
  }
  return validateStreams([{ name: "in", open: chunks }], { now });
}

describe.for(Object.entries(written))("%s", ([, bytes]) => {
  test.for([
    ["as it is", (plain: Uint8Array) => plain],
    ["with gzip", gzipSync],
    ["with zstd", zstdCompressSync],
  ] as const)("is found out and read %s", async ([, compress]) => {
    const { verdict, problems } = await read(compress(bytes));
    expect(problems).toEqual([]);
    expect(verdict.reports).toBe(events.length);
  });

  test("is read the same however it is cut", async () => {
    const whole = await read(bytes);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 }),
        async (sizes) => {
          expect(await read(bytes, sizes)).toEqual(whole);
        },
      ),
      { numRuns: 50 },
    );
  });

  test("that was cut is judged up to there, and the place is told", async () => {
    const { verdict, problems } = await read(bytes.subarray(0, -40));
    expect(verdict.reports).toBeGreaterThanOrEqual(events.length - 1);
    expect(verdict.reports).toBeLessThanOrEqual(events.length);
    expect(problems.length + verdict.reports).toBeGreaterThanOrEqual(events.length);
    for (const { byte } of problems) expect(byte).toBeGreaterThan(0);
  });
});

describe("bad input", () => {
  const line = JSON.stringify(json[0]);

  test.for([
    ["nothing", encode(""), /empty/, 0, 0],
    [
      "a frame of a gigabyte",
      Buffer.concat([written.delimited, Buffer.from([0x80, 0x80, 0x80, 0x80, 4])]),
      /above the limit/,
      written.delimited.length,
      0,
    ],
    ["a length that doesn't end", Buffer.alloc(20, 0x80), /doesn't end/, 0, 0],
    [
      "a line that is no JSON",
      encode(`${line}\n{"id": nope\n${line}`),
      /no JSON/,
      line.length + 1,
      2,
    ],
    [
      "a line of another sort",
      encode(`${line}\n3\n`),
      /an object is expected, and this is a number/,
      line.length + 1,
      2,
    ],
    [
      "a field of another sort",
      encode(`${line}\n{"attempt":"x"}`),
      /ActionEvent: .*attempt/,
      line.length + 1,
      2,
    ],
    [
      "invalid UTF-8",
      Buffer.concat([encode(`${line}\n{"producer":"`), Buffer.from([0xff]), encode('"}')]),
      /invalid UTF-8 at byte 13/,
      line.length + 1,
      2,
    ],
    ["UTF-16", Buffer.from("\ufeff{}", "utf16le"), /UTF-16/, 0, 0],
    [
      "an array that something follows",
      encode(`[${line}] x`),
      /follows the array/,
      line.length + 3,
      1,
    ],
    ["text of another sort", encode("hello\n"), /or it is neither JSON nor size-delimited/, 0, 0],
    ["an array that is cut", encode(`[${line},`), /cut/, line.length + 2, 1],
    [
      "a broken message in a whole frame",
      Buffer.concat([written.delimited, Buffer.from([2, 0x0a, 50])]),
      /no runledger\.run\.v1\.ActionEvent/,
      written.delimited.length,
      0,
    ],
    [
      "a broken gzip",
      gzipSync(written.lines).subarray(0, -60),
      /can't be decompressed with gzip/,
      undefined,
      0,
    ],
  ] as const)(
    "with %s says what and where, and judges the rest",
    async ([, bytes, message, byte, at]) => {
      const { problems, verdict } = await read(bytes);
      expect(problems).toHaveLength(1);
      expect(problems[0]?.message).toMatch(message);
      if (byte !== undefined) expect(problems[0]).toMatchObject({ byte, line: at });
      if (bytes.length > 300) expect(verdict.reports).toBeGreaterThan(0);
    },
  );

  test("a phase by a name that isn't known is told of as one", async () => {
    const named = JSON.stringify({ ...Object(json[0]), phase: "ACTION_PHASE_NEWER" });
    const { verdict } = await read(encode(named));
    const { RL103: unknownPhase, RL102: noPhase } = verdict.counts;
    expect({ unknownPhase, noPhase }).toEqual({ unknownPhase: 1, noPhase: undefined });
    expect(verdict.findings.map(({ message }) => message).join(" ")).toContain(
      '"ACTION_PHASE_NEWER" is no field or value of the schema.',
    );
  });

  test("what is open where a stream could not be read further isn't faulted", async () => {
    const open = JSON.stringify({ ...Object(json[0]), phase: "ACTION_PHASE_RUNNING" });
    expect((await read(encode(open))).verdict.counts).toHaveProperty("RL307");
    expect((await read(encode(`[${open},`))).verdict.counts).not.toHaveProperty("RL307");
  });

  test("a line without an end is given up at the limit", async () => {
    const chunk = Buffer.alloc(1024 * 1024, "x");
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield encode("{");
      for (;;) {
        given += chunk.length;
        yield chunk;
      }
    }
    const { problems } = await validateStreams([{ name: "in", open: endless }], { now });
    expect(problems[0]?.message).toMatch(/above the limit/);
    expect(given).toBeLessThan(longestRecord + 3 * chunk.length);
  });

  test("a file that isn't there is told of", async () => {
    const { createReadStream } = await import("node:fs");
    const input = { name: "gone", open: () => createReadStream("/nowhere/at/all") };
    const { problems } = await validateStreams([input], { now });
    expect(problems).toMatchObject([{ source: "gone", isFatal: true, byte: 0 }]);
  });
});

describe("the readers", () => {
  test("come to an end with any bytes", { timeout: patience }, async () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 500 }),
      fc.string({ maxLength: 500, unit: "binary" }).map((text) => encode(`{${text}`)),
      fc.json().map((text) => encode(text)),
      // A good stream with some bytes changed.
      fc
        .tuple(
          fc.constantFrom(...Object.values(written)),
          fc.array(fc.tuple(fc.nat(5000), fc.nat(255)), { maxLength: 5 }),
        )
        .map(([bytes, changes]) => {
          const copy = Uint8Array.from(bytes);
          for (const [at, byte] of changes) copy[at % copy.length] = byte;
          return copy;
        }),
    );
    await fc.assert(
      fc.asyncProperty(noise, fc.integer({ min: 1, max: 700 }), async (bytes, size) => {
        const { verdict, problemCount } = await read(bytes, [size]);
        expect(verdict.reports + problemCount).toBeLessThanOrEqual(bytes.length + 1);
      }),
      { numRuns: histories },
    );
  });

  test("take a message whose length looks like a brace", async () => {
    const event = events[0];
    if (event === undefined) throw new Error("no event");
    for (const length of [0x7b, 0x5b]) {
      const cluster = "x".repeat(
        length - toBinary(ActionEventSchema, { ...event, producer: "" }).length - 2,
      );
      const padded = { ...event, producer: "", cluster };
      expect(toBinary(ActionEventSchema, padded)).toHaveLength(length);
      const { verdict, problems } = await read(sizeDelimitedEncode(ActionEventSchema, padded));
      expect({ reports: verdict.reports, problems }).toEqual({ reports: 1, problems: [] });
    }
  });
});
