import { expect, test } from "vitest";
import { ManualClock } from "../testing/manual-clock.ts";
import { Bell } from "./bell.ts";
import { WatchScope } from "./watch-scope.ts";

/** A bell, and so many who wait for it again and again. Each time that one is woken counts. */
function waited(sleepers: number) {
  const clock = new ManualClock();
  const bell = new Bell(clock);
  const woken = { times: 0 };
  const scopes = Array.from({ length: sleepers }, () => new WatchScope());
  const wait = async (scope: WatchScope): Promise<void> => {
    while (!scope.hasEnded) {
      await bell.next(scope);
      woken.times += 1;
    }
  };
  for (const scope of scopes) void wait(scope);
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { bell, clock, woken, scopes, settled };
}

test("wakes a few at every ring", async () => {
  const { bell, clock, woken, settled } = waited(100);
  for (let ring = 1; ring <= 3; ring += 1) {
    bell.ring();
    await settled();
    expect(woken.times).toBe(100 * ring);
  }
  expect(clock.pending).toBe(0);
});

test("rests after it has woken many, and rings once for all that came meanwhile", async () => {
  const { bell, clock, woken, settled } = waited(1000);
  bell.ring();
  await settled();
  expect(woken.times).toBe(1000);
  bell.ring();
  bell.ring();
  clock.advance(7);
  await settled();
  expect(woken.times).toBe(1000);
  clock.advance(1);
  await settled();
  expect(woken.times).toBe(2000);
  // Nothing came while it rested this time.
  clock.advance(8);
  await settled();
  expect(woken.times).toBe(2000);
  bell.ring();
  await settled();
  expect(woken.times).toBe(3000);
});

test("wakes whoever's watch ends at once, while it rests too, and nobody twice", async () => {
  const { bell, clock, woken, scopes, settled } = waited(500);
  bell.ring();
  await settled();
  for (const scope of scopes) scope.end();
  await settled();
  expect(woken.times).toBe(1000);
  bell.ring();
  clock.advance(100);
  await settled();
  expect(woken.times).toBe(1000);
  await bell.next(scopes[0]!);
});

test("rings on after it was closed in a rest", async () => {
  const { bell, clock, woken, settled } = waited(500);
  bell.ring();
  bell.close();
  expect(clock.pending).toBe(0);
  await settled();
  bell.ring();
  await settled();
  expect(woken.times).toBe(1000);
});
