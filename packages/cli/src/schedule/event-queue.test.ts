import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventQueue } from "./event-queue.ts";

describe("EventQueue", () => {
  it("lets everything happen in order of time, and of being scheduled where the time is the same", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 200 }), (times) => {
        const queue = new EventQueue();
        const happened: [number, number][] = [];
        for (const [order, time] of times.entries())
          queue.at(time, () => happened.push([queue.now, order]));
        queue.run();
        const expected = times.map((time, order): [number, number] => [time, order]);
        expect(happened).toEqual(expected.sort((a, b) => a[0] - b[0] || a[1] - b[1]));
      }),
    );
  });

  it("takes what is scheduled on the way, and lets nothing happen in the past", () => {
    const queue = new EventQueue();
    const times: number[] = [];
    queue.at(5, () => {
      queue.at(1, () => times.push(queue.now));
      queue.at(9, () => times.push(queue.now));
      queue.at(7, () => times.push(queue.now));
    });
    queue.run();
    expect(times).toEqual([5, 7, 9]);
  });
});
