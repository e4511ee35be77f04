import { builder } from "../builder.ts";
import { refuse } from "./refuse.ts";

const lowest = -(2n ** 63n);
const highest = 2n ** 64n - 1n;
const expected =
  "a whole number of 64 bits, as a number up to 9007199254740991 or as a string of digits";

function parse(value: unknown): bigint {
  if (typeof value === "number" && !Number.isSafeInteger(value))
    return refuse("Long", value, expected);
  if (typeof value === "string" && !/^-?[0-9]{1,20}$/.test(value))
    return refuse("Long", value, expected);
  if (typeof value !== "number" && typeof value !== "string")
    return refuse("Long", value, expected);
  const whole = BigInt(value);
  return whole < lowest || whole > highest ? refuse("Long", value, expected) : whole;
}

function serialize(value: bigint | number): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

builder.scalarType("Long", {
  description:
    "A whole number of 64 bits. A JSON number where that is exact (up to 9007199254740991), or else a string of digits.",
  serialize: (value) => serialize(value),
  parseValue: parse,
});
