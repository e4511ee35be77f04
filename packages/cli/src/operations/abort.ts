import type { Operation } from "../client/gateway-client.ts";
import type { Field } from "../document/field.ts";

/** Which run or action. */
export interface AbortPlace {
  readonly project: string;
  readonly domain: string;
  readonly run: string;
  /** Undefined: the run. */
  readonly action?: string;
}

/** What to abort, and why. */
export interface AbortVariables extends AbortPlace {
  readonly reason: string;
}

/** What became of the request. */
export interface AbortAnswer {
  /** An AbortOutcome. */
  readonly outcome: string;
  readonly moved: number;
  /** An AbortState. Empty: there is none. */
  readonly state: string;
  /** Why nothing was written. Empty: something was. */
  readonly message: string;
}

const maxText = 8192;
const fields = "result { outcome moved state message }";

/** Aborts a run, and all that hasn't ended of it. */
export const abortRun: Operation<AbortVariables, AbortAnswer> = {
  document: `mutation AbortRun($input: AbortRunInput!) { abort: abortRun(input: $input) { ${fields} } }`,
  variables: ({ reason, ...place }) => ({ input: { run: runOf(place), reason } }),
  read: readAnswer,
};

/** Aborts an action, and all below it that hasn't ended. */
export const abortAction: Operation<AbortVariables, AbortAnswer> = {
  document: `mutation AbortAction($input: AbortActionInput!) { abort: abortAction(input: $input) { ${fields} } }`,
  variables: ({ action = "", reason, ...place }) => ({
    input: { action: { run: runOf(place), name: action }, reason },
  }),
  read: readAnswer,
};

/** Has aborts delivered anew that were given up. Reads how many. */
export const retryAborts: Operation<AbortPlace, number> = {
  document:
    "mutation RetryAborts($input: RetryAbortsInput!) { retryAborts(input: $input) { retried } }",
  variables: ({ action, ...place }) => ({
    input: { run: runOf(place), ...(action !== undefined && { action }) },
  }),
  read: (data) => data.get("retryAborts").get("retried").number(0, Number.MAX_SAFE_INTEGER),
};

function runOf({ project, domain, run }: AbortPlace): object {
  return { project, domain, name: run };
}

function readAnswer(data: Field): AbortAnswer | undefined {
  const result = data.get("abort").get("result");
  const outcome = result.get("outcome").string(maxText);
  const moved = result.get("moved").number(0, Number.MAX_SAFE_INTEGER);
  if (outcome === undefined || moved === undefined) return undefined;
  const text = (name: string): string => {
    const field = result.get(name);
    return field.isPresent ? (field.string(maxText) ?? "") : "";
  };
  return { outcome, moved, state: text("state"), message: text("message") };
}
