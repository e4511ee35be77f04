import { describe, expect, it } from "vitest";
import { parseTime } from "./parse-time.ts";

describe("parseTime", () => {
  it.each([
    ["2020-04-03T20:03:51.159204Z", "2020-04-03T20:03:51.159Z"],
    ["2023-03-21T11:10:20-10:00", "2023-03-21T21:10:20.000Z"],
    ["20200402T010211+0200", "2020-04-01T23:02:11.000Z"],
    ["03-23-21T05:57:15Z", "2021-03-23T05:57:15.000Z"],
  ])("reads %s", (text, time) => {
    expect(new Date(parseTime(text) ?? Number.NaN).toISOString()).toBe(time);
  });

  it.each([
    "",
    "yesterday",
    "2020",
    "2020-04-03T20:03:51",
    "2020-13-03T20:03:51Z",
    "23-23-21T05:57:15Z",
  ])("reads nothing into %j", (text) => {
    expect(parseTime(text)).toBeUndefined();
  });
});
