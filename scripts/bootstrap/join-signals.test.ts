import { EventEmitter } from "node:events";
import { describe, expect, test } from "vitest";
import { joinSignals } from "./join-signals.mjs";

/** An emitter whose signals are joined, on a clock that the test sets, and what reached the listeners. */
function joined() {
  const target = new EventEmitter();
  const clock = { now: 0 };
  const heard: unknown[] = [];
  joinSignals(target, () => clock.now);
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP", "message"])
    target.on(name, () => heard.push(name));
  return { target, clock, heard };
}

describe("requests to stop are joined", () => {
  test("two within half a second are one, whatever they are called", () => {
    const { target, clock, heard } = joined();
    target.emit("SIGINT");
    clock.now = 499;
    target.emit("SIGTERM");
    expect(heard).toEqual(["SIGINT"]);
  });

  test("a second one after that is meant", () => {
    const { target, clock, heard } = joined();
    target.emit("SIGINT");
    clock.now = 500;
    target.emit("SIGINT");
    expect(heard).toEqual(["SIGINT", "SIGINT"]);
  });

  test("no other event is touched", () => {
    const { target, heard } = joined();
    target.emit("message");
    target.emit("message");
    expect(heard).toEqual(["message", "message"]);
  });
});
