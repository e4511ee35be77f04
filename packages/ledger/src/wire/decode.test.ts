import { type DescMessage, fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  ActionEventSchema,
  ActionMetadataSchema,
  ActionRecordSchema,
  ActionStatusSchema,
  RunSpecSchema,
} from "@runledger/proto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readers } from "../gen/readers.ts";
import { arbitraryMessage } from "../testing/arbitrary-message.ts";
import { report } from "../testing/messages.ts";
import { RUNNING } from "../testing/phases.ts";
import { decode } from "./decode.ts";
import { MessageReader } from "./message-reader.ts";

/** Reads a message, or tells why it can't be. */
function outcomeOf(read: typeof decode, schema: DescMessage, bytes: Uint8Array): unknown {
  try {
    return read(schema, bytes);
  } catch (error) {
    return String(error);
  }
}

function expectSame(schema: DescMessage, bytes: Uint8Array): void {
  expect(outcomeOf(decode, schema, bytes)).toStrictEqual(outcomeOf(fromBinary, schema, bytes));
}

describe.each<DescMessage>([
  ActionEventSchema,
  ActionRecordSchema,
  ActionStatusSchema,
  ActionMetadataSchema,
  RunSpecSchema,
])("$typeName", (schema) => {
  const written = arbitraryMessage(schema, 5, false).map((message) => toBinary(schema, message));

  test("is read as fromBinary reads it, whatever is in it", () => {
    fc.assert(
      fc.property(written, (bytes) => expectSame(schema, bytes)),
      { numRuns: 300 },
    );
  });

  test("is read or refused as by fromBinary where bytes are damaged, cut off, strange or told twice", () => {
    const damage = fc.oneof(
      fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) }),
      fc.record({ cut: fc.nat() }),
      fc.record({ appended: fc.oneof(fc.uint8Array({ maxLength: 12 }), written) }),
    );
    const property = fc.property(written, damage, (bytes, harm) => {
      if ("cut" in harm)
        return expectSame(schema, bytes.subarray(0, harm.cut % (bytes.length + 1)));
      if ("appended" in harm) return expectSame(schema, Buffer.concat([bytes, harm.appended]));
      const harmed = bytes.slice();
      if (harmed.length > 0) harmed[harm.at % harmed.length] = harm.byte;
      return expectSame(schema, harmed);
    });
    fc.assert(property, { numRuns: 1000 });
  });
});

test("what engines report is read the quick way: nothing is left to fromBinary", () => {
  const { event } = report("r", "x", RUNNING, {
    updatedTime: { seconds: 1_790_000_000n, nanos: 5 },
    cluster: "ä cluster",
    error: { code: "OOM", message: "out of memory ".repeat(100), kind: 1 },
    logInfo: [{ name: "stdout", uri: "https://logs.example/x" }],
    clusterEvents: [{ message: "scheduled", count: 3 }],
  });
  const bytes = toBinary(ActionEventSchema, { ...event, id: undefined });
  const reader = new MessageReader();
  const read = readers.get(ActionEventSchema);
  expect(read?.(reader, reader.begin(bytes))).toStrictEqual(fromBinary(ActionEventSchema, bytes));
});

test("short texts that share a place in memory stay apart", () => {
  const texts = Array.from({ length: 20_000 }, (_, index) => `cluster-${index}`);
  for (const cluster of [...texts, ...texts]) {
    const bytes = toBinary(ActionEventSchema, { ...report("r", "x", RUNNING).event, cluster });
    expect(decode(ActionEventSchema, bytes).cluster).toBe(cluster);
  }
});
