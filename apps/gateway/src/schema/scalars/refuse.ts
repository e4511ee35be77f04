import { GraphQLError } from "graphql";

/** Refuses a scalar: says what was given, what is expected, and gives an example. Never returns. */
export function refuse(scalar: string, given: unknown, expected: string): never {
  const shown = typeof given === "string" ? JSON.stringify(given) : String(given);
  throw new GraphQLError(
    `${scalar} cannot be ${shown.length > 80 ? `${shown.slice(0, 80)}…` : shown}: ${expected}`,
  );
}
