import { compileCheck } from "../message/compile-check.ts";
import { compileRules } from "../message/compile-rules.ts";
import { validateMessage } from "../message/validate-message.ts";
import { actionTrack } from "./action-track.ts";
import type { Told } from "./told.ts";

/** Takes down what is wrong with a report by itself. */
export type TellMessage = (rule: string, message: string, field: string) => void;

let isTold = false;
const notice = (): void => {
  isTold = true;
};

/** Tells whether there is surely nothing wrong with a report by itself. Takes down nothing, so that it costs little. */
export function isClean(told: Told): boolean {
  const { message, schema } = told;
  if (!compileCheck(schema)(message) || !isNamed(told)) return false;
  isTold = false;
  compileRules(schema)(message, "", notice);
  return !isTold;
}

/**
 * Judges a report by itself.
 *
 * @returns whether it doesn't have the shape that its schema says, so that nothing can be told from it
 */
export function checkMessage(told: Told, tell: TellMessage): boolean {
  const { message, schema, nameField } = told;
  compileRules(schema)(message, "", (rule, field, text) =>
    tell(rule, field === "" ? text : `${field}: ${text}`, field),
  );
  if (compileCheck(schema)(message)) {
    if (isNamed(told)) return false;
    tell("RL101", `${nameField}: it doesn't say what the report tells of.`, nameField);
    return true;
  }
  const result = validateMessage(schema, message);
  if (result.kind === "error") throw result.error;
  if (result.kind === "valid") return false;
  const malformed = result.violations.filter(({ rule }) => rule === "RL101");
  for (const { rule, field, message: text } of malformed) tell(rule, text, field);
  return malformed.length > 0;
}

/** Tells whether a report says what it tells of: of Flyte 1's events, the schema doesn't ask for it. */
function isNamed({ track, run, action }: Told): boolean {
  if (track === actionTrack) return true;
  // A task is named by its node and its own name.
  return run.name !== "" && action !== "" && !action.startsWith("/") && !action.endsWith("/");
}
