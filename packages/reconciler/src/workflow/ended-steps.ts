import type { JsonValue } from "@bufbuild/protobuf";
import type { ActionDetails } from "@runledger/proto";
import { outcomeOf } from "@runledger/state";
import { TaskError } from "../task-error.ts";
import { ChildError } from "./child-error.ts";
import type { StepWatch } from "./step-watch.ts";

/** What a step has given: outputs, or an answer. */
export type StepValue = JsonValue | undefined;

/** How many steps' values are read at a time. */
const AHEAD = 16;

/** How a step ended: what it gives, or why it gives nothing. */
export type EndedStep = { readonly name: string } & (
  | { readonly value: StepValue }
  | { readonly error: TaskError }
);

/**
 * Gives steps in the order in which they ended, with what they give. That is read before: otherwise the one whose file is read faster
 * would go on first, and another one the next time.
 *
 * @param read throws a TaskError if it can't be used; anything else is thrown on
 */
export async function* endedSteps(
  watch: Pick<StepWatch, "ended">,
  read: (details: ActionDetails) => Promise<StepValue>,
): AsyncGenerator<EndedStep, void> {
  for await (const ended of watch.ended()) {
    for (let i = 0; i < ended.length; i += AHEAD) {
      const some = ended.slice(i, i + AHEAD);
      yield* await Promise.all(some.map((details) => readStep(details, read)));
    }
  }
}

async function readStep(
  details: ActionDetails,
  read: (details: ActionDetails) => Promise<StepValue>,
): Promise<EndedStep> {
  const name = details.id?.name ?? "";
  if (outcomeOf(details.status?.phase ?? 0) !== "success") {
    return { name, error: new ChildError(details) };
  }
  try {
    return { name, value: await read(details) };
  } catch (error) {
    if (error instanceof TaskError) return { name, error };
    throw error;
  }
}
