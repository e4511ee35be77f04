import { describe, expect, it } from "vitest";
import { TestClock } from "../testing/test-clock.ts";
import { GatewayError } from "./gateway-error.ts";
import { Patience } from "./patience.ts";
import { retry } from "./retry.ts";

const unreachable = new GatewayError("unreachable", "nobody answers");

function setUp(random = 1 - Number.EPSILON) {
  const clock = new TestClock();
  const stop = new AbortController();
  let tries = 0;
  const attempt = (
    fail: (tries: number) => Error | undefined,
    giveUpAfter = 60_000,
  ): Promise<number> =>
    retry(
      () => {
        tries += 1;
        const error = fail(tries);
        return error === undefined ? Promise.resolve(tries) : Promise.reject(error);
      },
      { clock, random: () => random, giveUpAfter, signal: stop.signal },
    );
  return { clock, stop, attempt };
}

describe("Patience", () => {
  it("begins anew after something went well", async () => {
    const clock = new TestClock();
    const { signal } = new AbortController();
    const patience = new Patience({ clock, random: () => 1, giveUpAfter: 350, signal });
    await patience.wait(unreachable);
    await patience.wait(unreachable);
    patience.reset();
    await patience.wait(unreachable);
    await patience.wait(unreachable);
    expect(clock.slept).toEqual([100, 200, 100, 200]);
  });
});

describe("retry", () => {
  it("goes on until it succeeds, and waits for a part of a time that doubles up to a bound", async () => {
    const { clock, attempt } = setUp();
    expect(await attempt((tries) => (tries <= 8 ? unreachable : undefined))).toBe(9);
    expect(clock.slept).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000]);
  });

  it("waits for no time at all where chance has it", async () => {
    const { clock, attempt } = setUp(0);
    await attempt((tries) => (tries <= 3 ? unreachable : undefined));
    expect(clock.slept).toEqual([0, 0, 0]);
  });

  it("waits for as long as the gateway asks", async () => {
    const { clock, attempt } = setUp();
    const busy = new GatewayError("busy", "too much to do", { retryAfter: 777 });
    await attempt((tries) => (tries === 1 ? busy : undefined));
    expect(clock.slept).toEqual([777]);
  });

  it("gives up after its time, with the last error", async () => {
    const { clock, attempt } = setUp();
    await expect(attempt(() => unreachable, 1000)).rejects.toBe(unreachable);
    expect(clock.now()).toBeGreaterThanOrEqual(1000);
    expect(clock.now()).toBeLessThan(2000);
  });

  it.each(["refused", "unauthorized", "protocol"] as const)(
    "does not try again what is %s",
    async (kind) => {
      const { clock, attempt } = setUp();
      const error = new GatewayError(kind, "no");
      await expect(attempt(() => error)).rejects.toBe(error);
      expect(clock.slept).toEqual([]);
    },
  );

  it("ends when it is told to", async () => {
    const { clock, stop, attempt } = setUp();
    const failing = attempt((tries) => {
      if (tries === 3) stop.abort();
      return unreachable;
    });
    await expect(failing).rejects.toBe(unreachable);
    expect(clock.slept).toHaveLength(2);
  });
});
