import { fromJson, toJson } from "@bufbuild/protobuf";
import { DurationSchema, type Duration } from "@bufbuild/protobuf/wkt";
import { builder } from "../builder.ts";
import { refuse } from "./refuse.ts";

const expected = 'seconds with at most nine digits after the point and an "s", as in "1.5s"';

function parse(value: unknown): Duration {
  if (typeof value !== "string") return refuse("Duration", value, expected);
  try {
    return fromJson(DurationSchema, value);
  } catch {
    return refuse("Duration", value, expected);
  }
}

builder.scalarType("Duration", {
  description: 'A length of time in seconds, as protobuf\'s JSON writes it: "1.5s", "3600s".',
  specifiedByURL: "https://protobuf.dev/reference/protobuf/google.protobuf/#duration",
  serialize: (value) => toJson(DurationSchema, value),
  parseValue: parse,
});
