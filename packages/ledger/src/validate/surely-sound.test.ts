import type { DescMessage, Message } from "@bufbuild/protobuf";
import {
  ActionDeclarationSchema,
  ActionEventSchema,
  LiteralSchema,
  RunDeclarationSchema,
} from "@runledger/proto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryMessage } from "../testing/arbitrary-message.ts";
import { report } from "../testing/messages.ts";
import { RUNNING } from "../testing/phases.ts";
import { findBadTime } from "./find-bad-time.ts";
import { surelySound } from "./surely-sound.ts";
import { validator } from "./validator.ts";

function expectSound(schema: DescMessage, told: Message): void {
  expect(validator.validate(schema, told).kind).toBe("valid");
  expect(findBadTime(schema, told)).toBeUndefined();
}

describe.each([ActionEventSchema, ActionDeclarationSchema, RunDeclarationSchema, LiteralSchema])(
  "$typeName",
  (schema) => {
    test("is surely sound only if protovalidate and the times find nothing", () => {
      const property = fc.property(arbitraryMessage(schema), (told) => {
        if (surelySound(schema, told)) expectSound(schema, told);
      });
      fc.assert(property, { numRuns: 500 });
    });
  },
);

test("an id in which somebody without types has put anything is surely sound only if it is", () => {
  const paths = [["id"], ["id", "name"], ["id", "$typeName"], ["id", "run"]].concat(
    ["org", "project", "domain", "name", "$typeName"].map((name) => ["id", "run", name]),
  );
  const odd = fc.oneof(
    fc.anything({ withBigInt: true, withDate: true, withTypedArray: true }),
    fc.constantFrom(5, "", "x", null, undefined),
  );
  const property = fc.property(fc.constantFrom(...paths), odd, (path, value) => {
    const told = structuredClone(report("r", "x", RUNNING).event);
    let holder: object = told;
    for (const step of path.slice(0, -1)) holder = Reflect.get(holder, step) as object;
    Reflect.set(holder, path.at(-1) ?? "", value);
    if (surelySound(ActionEventSchema, told)) expectSound(ActionEventSchema, told);
  });
  fc.assert(property, { numRuns: 2000 });
});

test("what engines report is surely sound: nothing has to be asked of protovalidate", () => {
  const told = report("r", "x", RUNNING, {
    updatedTime: { seconds: 1_790_000_000n, nanos: 5 },
    cluster: "c",
    producer: "engine",
    error: { code: "OOM", message: "out of memory".repeat(100), kind: 1 },
    logInfo: [{ name: "stdout", uri: "https://logs.example/x" }],
    clusterEvents: [{ message: "scheduled", count: 3 }],
    logContext: { primaryPodName: "pod", pods: [{ namespace: "ns", podName: "pod" }] },
    outputs: { outputUri: "s3://bucket/outputs.pb" },
  });
  expect(surelySound(ActionEventSchema, told.event)).toBe(true);
});
