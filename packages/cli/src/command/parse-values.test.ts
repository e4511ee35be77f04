import { InvalidArgumentError } from "commander";
import { describe, expect, it } from "vitest";
import {
  integerFrom,
  numberFrom,
  parseEndpoint,
  parsePhases,
  parseRunName,
  parseScope,
  parseSpeed,
  parseStart,
} from "./parse-values.ts";

const taken: readonly [string, (text: string) => unknown, string, unknown][] = [
  ["a whole number", integerFrom(0, 9), "9", 9],
  ["a number", numberFrom(0, 0.99), "0.5", 0.5],
  ["a speed", parseSpeed, "2000", 2000],
  ["the greatest speed", parseSpeed, "max", Infinity],
  ["no waiting", parseSpeed, "0", Infinity],
  ["an address", parseEndpoint, "http://h:1", "http://h:1/graphql"],
  ["a time", parseStart, "2026-01-02T03:04:05Z", Date.UTC(2026, 0, 2, 3, 4, 5)],
  ["now", parseStart, "now", "now"],
  ["the name of a run", parseRunName, "a.B_c-1", "a.B_c-1"],
  ["a project", parseScope, "my project", "my project"],
  ["phases", parsePhases, "running, Timed-out", ["RUNNING", "TIMED_OUT"]],
];

const refused: readonly [string, (text: string) => unknown, string, RegExp][] = [
  ["a number above the bound", integerFrom(0, 9), "10", /whole number from 0 to 9/],
  ["part of a number", integerFrom(0, 9), "1.5", /whole number/],
  ["no number", integerFrom(0, 9), "", /whole number/],
  ["a number below the bound", numberFrom(0, 1), "-0.1", /number from 0 to 1/],
  ["text for a number", numberFrom(0, 1), "x", /number from 0 to 1/],
  ["a speed below 0", parseSpeed, "-1", /factor above 0/],
  ["an address without a scheme", parseEndpoint, "localhost:8090", /http:\/\//],
  ["a time that isn't one", parseStart, "tomorrow", /must be a time/],
  ["a run's name with a slash", parseRunName, "a/b", /1 to 63/],
  ["a run's name that is too long", parseRunName, "a".repeat(64), /1 to 63/],
  ["a project with a slash", parseScope, "a/b", /no slash/],
  ["a phase that isn't one", parsePhases, "running,gone", /"gone" is no phase; they are queued,/],
];

describe("the values of options", () => {
  it.each(taken)("take %s", (_, parse, text, value) => {
    expect(parse(text)).toEqual(value);
  });

  it.each(refused)("refuse %s and say what would do", (_, parse, text, message) => {
    expect(() => parse(text)).toThrow(InvalidArgumentError);
    expect(() => parse(text)).toThrow(message);
  });
});
