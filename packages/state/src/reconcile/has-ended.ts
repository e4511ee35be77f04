import { isTerminal } from "../is-terminal.ts";
import type { Draft } from "./draft.ts";

/**
 * Tells whether nothing is to be done for an action any more. Its phase alone says so: an attempt that is to be followed by
 * another one is never left as the latest, and an abort moves what is open.
 */
export function hasEnded({ phase, context }: Draft): boolean {
  return context.runEnded === true || isTerminal(phase);
}
