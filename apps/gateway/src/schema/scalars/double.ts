import { builder } from "../builder.ts";
import { refuse } from "./refuse.ts";

const special: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
};

function parse(value: unknown): number {
  if (typeof value === "number") return value;
  const named = typeof value === "string" ? special[value] : undefined;
  return named ?? refuse("Double", value, 'a number, or "NaN", "Infinity" or "-Infinity"');
}

builder.scalarType("Double", {
  description:
    'A floating-point number of 64 bits, as protobuf\'s JSON writes it: a number, or "NaN", "Infinity" or "-Infinity", which Float does not have.',
  specifiedByURL: "https://protobuf.dev/programming-guides/json/",
  serialize: (value) => (Number.isFinite(value) ? value : String(value)),
  parseValue: parse,
});
