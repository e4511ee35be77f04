import { expect, test } from "vitest";
import { TestKeyboard } from "../testing/test-keyboard.ts";
import { readLine } from "./line-reader.ts";

function read(keys: string, signal = new AbortController().signal) {
  const keyboard = new TestKeyboard();
  const shown: string[] = [];
  let interrupts = 0;
  const line = readLine(keyboard, {
    onChange: (text) => shown.push(text),
    onInterrupt: () => (interrupts += 1),
    signal,
  });
  keyboard.write(keys);
  return { keyboard, line, shown, interrupts: () => interrupts };
}

test.each([
  ["yes\r", "yes"],
  ["nä\u007f\u007fja\n", "ja"],
  ["one two\u0017\r", "one "],
  ["wrong\u0015right\r", "right"],
  // An arrow, and a tab: keys that write nothing.
  ["a\u001b[D\tb\r", "ab"],
])("%j is read as %j", async (keys, line) => {
  const reading = read(keys);
  expect(await reading.line).toBe(line);
  expect(reading.shown.at(-1)).toBe(line);
  expect(reading.keyboard.modes).toEqual([true, false]);
  expect(reading.keyboard.isPaused()).toBe(true);
});

test("Ctrl-C is told, a line has an end, and the signal ends the reading", async () => {
  const stop = new AbortController();
  const reading = read(`\u0003${"x".repeat(5000)}`, stop.signal);
  await expect.poll(() => reading.shown.at(-1)?.length).toBe(4096);
  expect(reading.interrupts()).toBe(1);
  stop.abort();
  expect(await reading.line).toBeUndefined();
  expect(reading.keyboard.listenerCount("keypress")).toBe(0);
  expect(await read("yes\r", stop.signal).line).toBeUndefined();
});
