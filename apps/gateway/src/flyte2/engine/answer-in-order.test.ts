import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { collect } from "../../testing/collect.ts";
import { answerInOrder } from "./answer-in-order.ts";

async function* from<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

describe("answerInOrder", () => {
  test("answers in the order of the requests, in whatever order they are done", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 0, max: 40 }),
        async (scheduler, count) => {
          const requests = Array.from({ length: count }, (_, i) => i);
          const answers = answerInOrder(from(requests), (request) =>
            scheduler.schedule(Promise.resolve(request * 2)),
          );
          const all = scheduler.waitFor(collect(answers));
          expect(await all).toEqual(requests.map((request) => request * 2));
        },
      ),
    );
  });

  test("works on so many at a time, and takes no more meanwhile", async () => {
    let underWay = 0;
    let most = 0;
    const answers = await collect(
      answerInOrder(from(Array.from({ length: 1000 }, (_, i) => i)), async (request) => {
        most = Math.max(most, ++underWay);
        await new Promise(setImmediate);
        underWay--;
        return request;
      }),
    );
    expect(answers).toHaveLength(1000);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(256);
  });

  test("gives the answers before one that fails, and then throws", async () => {
    const seen: number[] = [];
    const answers = answerInOrder(from([1, 2, 3]), async (request) => {
      if (request === 2) throw new Error("broken");
      return request;
    });
    const reading = (async () => {
      for await (const answer of answers) seen.push(answer);
    })();
    await expect(reading).rejects.toThrow("broken");
    expect(seen).toEqual([1]);
  });

  test("reads no more once nobody wants its answers", async () => {
    let taken = 0;
    async function* requests(): AsyncGenerator<number> {
      for (;;) yield taken++;
    }
    for await (const answer of answerInOrder(requests(), async (each) => each)) {
      if (answer === 3) break;
    }
    const before = taken;
    await new Promise(setImmediate);
    expect(taken).toBeLessThanOrEqual(before + 1);
  });

  test("throws what its requests throw", async () => {
    async function* requests(): AsyncGenerator<number> {
      yield 1;
      throw new Error("gone");
    }
    await expect(collect(answerInOrder(requests(), async (each) => each))).rejects.toThrow("gone");
  });
});
