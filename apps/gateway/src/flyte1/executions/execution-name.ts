import { badInput } from "../../errors/bad-input.ts";

/** What an execution may be called. Source: Flyte 1's admin, which makes Kubernetes' objects of these names. */
const NAME = /^[a-z][a-z0-9-]{0,62}$/;
const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

/**
 * Takes the name that a client gives, or makes one up as Flyte 1 does: an "a" and 19 letters or digits.
 *
 * @param random a whole number from 0 up, and below the one that it is given
 * @throws GatewayError BAD_INPUT
 */
export function executionName(name: string, random: (below: number) => number): string {
  if (name === "") {
    return `a${Array.from({ length: 19 }, () => LETTERS.charAt(random(LETTERS.length))).join("")}`;
  }
  if (NAME.test(name)) return name;
  throw badInput(
    "name",
    `name is ${JSON.stringify(name)}, and has to begin with a small letter, go on with small letters, digits and hyphens, and have 63 characters at most. Or leave it out.`,
  );
}
