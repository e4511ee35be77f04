import { fromJson, toJson } from "@bufbuild/protobuf";
import { TimestampSchema, type Timestamp } from "@bufbuild/protobuf/wkt";
import { builder } from "../builder.ts";
import { refuse } from "./refuse.ts";

const expected =
  'a time of RFC 3339 with a zone and at most nine digits after the point, as in "2026-11-21T09:30:00.123456789Z"';

function parse(value: unknown): Timestamp {
  if (typeof value !== "string") return refuse("Timestamp", value, expected);
  try {
    return fromJson(TimestampSchema, value);
  } catch {
    return refuse("Timestamp", value, expected);
  }
}

builder.scalarType("Timestamp", {
  description:
    'A point in time, as RFC 3339 writes it, in UTC. Nanoseconds are kept: "2026-11-21T09:30:00.123456789Z".',
  specifiedByURL: "https://www.rfc-editor.org/rfc/rfc3339",
  serialize: (value) => toJson(TimestampSchema, value),
  parseValue: parse,
});
