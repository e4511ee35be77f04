import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ActionEventSchema } from "@runledger/proto/run/v1";
import * as fc from "fast-check";
import { at } from "./at.ts";

/** What a report tells beside its key, out of so few values that reports often agree, repeat and contradict each other. */
export type Told = Omit<MessageInitShape<typeof ActionEventSchema>, "$typeName" | "phase">;

const text = fc.constantFrom("", "a", "b");
const time = fc.integer({ min: 0, max: 20 }).map((seconds) => at(seconds));
const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { freq: 3, nil: undefined }).map((value) => value);

const log = fc.record({
  name: fc.constantFrom("build", "main", "report"),
  uri: text,
  ready: fc.boolean(),
});

const clusterEvent = fc.record(
  { occurredAt: time, message: text, reason: text, count: fc.nat(1), type: fc.nat(2) },
  { requiredKeys: ["message"] },
);

const error = fc.record({ code: text, message: text, kind: fc.nat(2) });

/** Tells of times, errors, links, outputs and so on, each of them or not. */
export const arbitraryTold: fc.Arbitrary<Told> = fc
  .record({
    updatedTime: rarely(time),
    reportedTime: rarely(time),
    startTime: rarely(time),
    endTime: rarely(time),
    error: rarely(error),
    errorInfo: rarely(fc.record({ message: text, kind: fc.nat(2) })),
    logInfo: fc.array(log, { maxLength: 3 }),
    clusterEvents: fc.array(clusterEvent, { maxLength: 3 }),
    outputs: rarely(fc.record({ outputUri: text })),
    cluster: text,
    cacheStatus: fc.nat(3),
    cacheMetadata: rarely(fc.record({ sourceActionAttempt: fc.record({ attempt: fc.nat(2) }) })),
    logContext: rarely(fc.record({ primaryPodName: text })),
    producer: fc.constantFrom("", "engine"),
    lastAttempt: fc.boolean(),
  })
  .map(
    (told) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Only the undefined ones are left out.
      Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) as Told,
  );
