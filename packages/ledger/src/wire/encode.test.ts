import { type DescMessage, type Message, toBinary } from "@bufbuild/protobuf";
import {
  ActionDeclarationSchema,
  ActionEventSchema,
  ActionMetadataSchema,
  ActionRecordSchema,
  ActionStatusSchema,
} from "@runledger/proto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryMessage } from "../testing/arbitrary-message.ts";
import { report } from "../testing/messages.ts";
import { RUNNING } from "../testing/phases.ts";
import { writers } from "../gen/writers.ts";
import { compileWriter } from "./compile-writer.ts";
import { encode } from "./encode.ts";
import { MessageWriter } from "./message-writer.ts";

type Write = (schema: DescMessage, message: Message) => Uint8Array;

/** Writes a message, or tells why it can't be. */
function outcomeOf(write: Write, schema: DescMessage, message: Message): Uint8Array | string {
  try {
    return write(schema, message);
  } catch (error) {
    return String(error);
  }
}

function expectSame(schema: DescMessage, message: Message): void {
  expect(outcomeOf(encode, schema, message)).toEqual(outcomeOf(toBinary, schema, message));
}

describe.each<DescMessage>([
  ActionEventSchema,
  ActionMetadataSchema,
  ActionRecordSchema,
  ActionStatusSchema,
  ActionDeclarationSchema,
])("$typeName", (schema) => {
  test("is written byte for byte as toBinary writes it, whatever is in it", () => {
    const unknown = fc.array(
      fc.record({
        no: fc.constantFrom(15, 2000),
        wireType: fc.constantFrom(0, 2),
        data: fc.uint8Array({ maxLength: 200 }),
      }),
      { maxLength: 2 },
    );
    const property = fc.property(arbitraryMessage(schema, 5, false), unknown, (message, fields) => {
      expectSame(schema, { ...message, ...(fields.length > 0 && { $unknown: fields }) });
    });
    fc.assert(property, { numRuns: 300 });
  });
});

test("what somebody without types passes is written or refused as by toBinary", () => {
  const { event } = report("r", "x", RUNNING, {
    updatedTime: { seconds: 1n },
    logInfo: [{ name: "n" }],
    outputs: { outputUri: "u" },
  });
  const paths = [
    ...ActionEventSchema.fields.map(({ localName }) => [localName]),
    ["updatedTime", "seconds"],
    ["updatedTime", "nanos"],
    ["updatedTime", "$typeName"],
    ["logInfo", "0"],
    ["logInfo", "0", "name"],
    ["logInfo", "0", "ready"],
    ["outputs", "outputUri"],
  ];
  const numbers = [-1, -0, 1.5, 2 ** 31, 2 ** 32, -(2 ** 31) - 1, Number.NaN];
  const bigints = [-1n, 2n ** 32n, 2n ** 53n - 1n, 2n ** 53n + 1n, 2n ** 63n, -(2n ** 63n)];
  const odd = fc.oneof(
    fc.anything({ withBigInt: true, withDate: true, withTypedArray: true }),
    fc.constantFrom(...numbers, ...bigints, "\ud800", "5", true, null, undefined),
  );
  const property = fc.property(fc.constantFrom(...paths), odd, (path, value) => {
    const told = structuredClone(event);
    let holder: object = told;
    for (const step of path.slice(0, -1)) holder = Reflect.get(holder, step) as object;
    Reflect.set(holder, path.at(-1) ?? "", value);
    expectSame(ActionEventSchema, told);
  });
  fc.assert(property, { numRuns: 3000 });
});

test("what engines report is written the quick way: nothing is left to toBinary", () => {
  const { event } = report("r", "x", RUNNING, {
    updatedTime: { seconds: 1_790_000_000n, nanos: 5 },
    cluster: "ä cluster",
    error: { code: "OOM", message: "out of memory ".repeat(100), kind: 1 },
    logInfo: [{ name: "stdout", uri: "https://logs.example/x" }],
    clusterEvents: [{ message: "scheduled", count: 3 }],
    logContext: { primaryPodName: "pod", pods: [{ namespace: "ns", podName: "pod" }] },
    outputs: { outputUri: "s3://bucket/outputs.pb" },
  });
  for (const write of [compileWriter(ActionEventSchema), writers.get(ActionEventSchema)]) {
    const writer = new MessageWriter();
    writer.begin();
    write?.(writer, event);
    expect(writer.finish()).toEqual(toBinary(ActionEventSchema, event));
  }
});

test("messages don't touch each other, however long they are and wherever a chunk ends", () => {
  const lengths = [1, 127, 128, 16_383, 16_384, 65_000, 70_000, 2_200_000];
  const messages = [...lengths, ...lengths].map(
    (length) => report("r", "x", RUNNING, { cluster: "ä".repeat(length), producer: "p" }).event,
  );
  const refused = { ...report("r", "x", RUNNING).event, attempt: -1 };
  const written = messages.map((event) => {
    expect(() => encode(ActionEventSchema, refused)).toThrow("attempt");
    return encode(ActionEventSchema, event);
  });
  for (const [index, event] of messages.entries()) {
    expect(Buffer.compare(written[index] as Uint8Array, toBinary(ActionEventSchema, event))).toBe(
      0,
    );
  }
});
