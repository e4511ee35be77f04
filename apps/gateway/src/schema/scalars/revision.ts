import { builder } from "../builder.ts";
import { refuse } from "./refuse.ts";

function check(value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    return refuse("Revision", value, "a whole number from 0 to 9007199254740991");
  }
  return value;
}

builder.scalarType("Revision", {
  description:
    "How many changes a run has had. Each change gets the next one, and none is used twice. A watch can be resumed from any that was handed out.",
  serialize: (value) => check(Number(value)),
  parseValue: check,
});
