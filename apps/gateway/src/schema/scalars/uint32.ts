import { builder } from "../builder.ts";
import { refuse } from "./refuse.ts";

const highest = 4_294_967_295;

function check(value: unknown): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > highest) {
    return refuse("UInt32", value, `a whole number from 0 to ${highest}`);
  }
  return value;
}

builder.scalarType("UInt32", {
  description: `A whole number from 0 to ${highest}: more than Int holds.`,
  serialize: (value) => check(value),
  parseValue: check,
});
