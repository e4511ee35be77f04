import { create } from "@bufbuild/protobuf";
import { ActionEventSchema } from "@runledger/proto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlannedReport } from "../plan/plan.ts";
import { TestClock } from "../testing/test-clock.ts";
import type { Answer } from "./answer.ts";
import { sendReports } from "./send-reports.ts";

const moved: Answer = { outcome: "MOVED", held: true, refusal: "" };

function reportsAt(times: readonly number[]): readonly PlannedReport[] {
  return times.map((at, index) => ({ at, event: create(ActionEventSchema, { version: index }) }));
}

const times = fc
  .array(fc.nat(10_000), { maxLength: 100 })
  .map((list) => list.sort((a, b) => a - b));

describe("sendReports", () => {
  it("sends every report once, in order, none before it is due, in batches that are not too large", async () => {
    await fc.assert(
      fc.asyncProperty(
        times,
        fc.constantFrom(0.5, 10, Infinity),
        fc.integer({ min: 1, max: 9 }),
        async (due, speed, batchSize) => {
          const clock = new TestClock(1000);
          const sent: number[] = [];
          const result = await sendReports(reportsAt(due), {
            clock,
            speed,
            batchSize,
            concurrency: 3,
            signal: new AbortController().signal,
            send: (batch) => {
              expect(batch.length).toBeLessThanOrEqual(batchSize);
              for (const { at, event } of batch) {
                expect(clock.now()).toBeGreaterThanOrEqual(1000 + at / speed);
                sent.push(event.version);
              }
              return Promise.resolve(batch.map(() => moved));
            },
          });
          expect(result.kind).toBe("sent");
          expect(sent).toEqual(due.map((_, index) => index));
          expect(result.tally.outcomes.get("MOVED") ?? 0).toBe(due.length);
        },
      ),
    );
  });

  it("has no more batches on their way than it may", async () => {
    const four = Promise.withResolvers<void>();
    let onTheirWay = 0;
    let most = 0;
    await sendReports(reportsAt(Array.from({ length: 50 }, () => 0)), {
      clock: new TestClock(),
      speed: Infinity,
      batchSize: 1,
      concurrency: 4,
      signal: new AbortController().signal,
      send: async (batch) => {
        most = Math.max(most, ++onTheirWay);
        if (onTheirWay === 4) four.resolve();
        await four.promise;
        onTheirWay -= 1;
        return batch.map(() => moved);
      },
    });
    expect(most).toBe(4);
  });

  it("stops when it is told to, and waits for what is on its way", async () => {
    const stop = new AbortController();
    const result = await sendReports(reportsAt([0, 0, 0, 0, 0, 0]), {
      clock: new TestClock(),
      speed: Infinity,
      batchSize: 2,
      concurrency: 1,
      signal: stop.signal,
      send: async (batch) => {
        stop.abort();
        await Promise.resolve();
        return batch.map(() => moved);
      },
    });
    expect(result).toMatchObject({ kind: "stopped", tally: { answered: 2 } });
  });

  it("ends with the first batch that can't be sent, and keeps what was counted", async () => {
    const error = new Error("no");
    let batches = 0;
    const result = await sendReports(reportsAt([0, 0, 0, 0, 0]), {
      clock: new TestClock(),
      speed: Infinity,
      batchSize: 1,
      concurrency: 1,
      signal: new AbortController().signal,
      send: (batch) =>
        ++batches === 3 ? Promise.reject(error) : Promise.resolve(batch.map(() => moved)),
    });
    expect(result).toMatchObject({ kind: "failed", error, tally: { answered: 2 } });
    expect(batches).toBe(3);
  });

  it("counts what was refused, and keeps the first reasons", async () => {
    const refused: Answer = { outcome: "REJECTED", held: false, refusal: "RL301: no" };
    const { tally } = await sendReports(reportsAt(Array.from({ length: 25 }, () => 0)), {
      clock: new TestClock(),
      speed: Infinity,
      batchSize: 5,
      concurrency: 2,
      signal: new AbortController().signal,
      send: (batch) => Promise.resolve(batch.map(() => refused)),
    });
    expect(tally.refused).toBe(25);
    expect(tally.refusals).toHaveLength(10);
    expect(tally.refusals[0]).toEqual({ action: "", attempt: 0, reason: "RL301: no" });
  });
});
