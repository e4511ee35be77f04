import { createHash } from "node:crypto";
import { ROOT_ACTION } from "@runledger/state";
import { TaskError } from "../task-error.ts";

const allowed = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

/** The longest name of an action. Source: runledger.run.v1.ActionIdentifier. */
const LONGEST = 255;

/**
 * Checks the name of a task or a workflow.
 *
 * @throws TypeError that says what is allowed
 */
export function checkName(what: string, name: string): void {
  if (allowed.test(name)) return;
  throw new TypeError(
    `name: the ${what} "${name}" must have 1 to 100 letters, digits, dashes and underscores, a letter or digit first.`,
  );
}

/**
 * Gives the steps of a workflow names that depend on nothing but where they are called: `resize`, the second time `resize-2`;
 * within a branch, with that before a dot.
 */
export class StepNames {
  readonly #prefix: string;
  readonly #taken = new Set<string>();

  private constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** Starts with the steps of an action. Below the root they bear no prefix. */
  static of(action: string): StepNames {
    return new StepNames(action === ROOT_ACTION ? "" : `${action}.`);
  }

  /** Starts with the steps of a branch, by what `next` has named it. */
  static branch(name: string): StepNames {
    return new StepNames(`${name}.`);
  }

  /**
   * Names the next step.
   *
   * @throws TaskError if the label isn't allowed
   */
  next(label: string): string {
    if (!allowed.test(label)) {
      const message = `name: "${label}" must have 1 to 100 letters, digits, dashes and underscores, a letter or digit first.`;
      throw new TaskError(message, { code: "BadName" });
    }
    // The root's name is nobody else's.
    let name = label;
    for (let n = 2; this.#taken.has(name) || name === ROOT_ACTION; n += 1) name = `${label}-${n}`;
    this.#taken.add(name);
    return fit(`${this.#prefix}${name}`);
  }
}

/** Cuts a name that is too long, so that it stays its own. */
function fit(name: string): string {
  if (name.length <= LONGEST) return name;
  const digest = createHash("sha256").update(name).digest("hex").slice(0, 32);
  return `${name.slice(0, LONGEST - digest.length - 1)}-${digest}`;
}
