import { setTimeout as sleep } from "node:timers/promises";
import { Violation } from "../check/violation.ts";
import { type ToldError, doAllPass } from "./passing-errors.ts";
import { fetchWhileHeard } from "./silence.ts";

/** How long to wait before the next try, in milliseconds. */
const WAIT = 40;

/**
 * Sends a query or a mutation until it is answered.
 *
 * @param done codes of errors that say that there is nothing left to do
 * @returns undefined upon one of these
 * @throws Violation if the answer is an error that doesn't pass
 */
export async function post<Data>(
  port: number,
  query: string,
  variables: object,
  signal: AbortSignal,
  done: ReadonlySet<string> = new Set(),
): Promise<Data | undefined> {
  for (;;) {
    const answer = await ask<Data>(port, JSON.stringify({ query, variables }), signal, done);
    if (answer === "done") return undefined;
    if (answer !== undefined) return answer;
    await sleep(WAIT, undefined, { signal });
  }
}

/** Sends it once. Undefined: it is to be sent again. */
async function ask<Data>(
  port: number,
  body: string,
  signal: AbortSignal,
  done: ReadonlySet<string>,
): Promise<Data | "done" | undefined> {
  let answer: { readonly data?: Data; readonly errors?: readonly ToldError[] };
  try {
    const response = await fetchWhileHeard(`http://127.0.0.1:${port}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body,
      signal,
    });
    answer = JSON.parse(await response.text()) as typeof answer;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
  const { data, errors = [] } = answer;
  if (errors.some(({ extensions }) => done.has(extensions?.code ?? ""))) return "done";
  if (errors.length > 0 && !doAllPass(errors)) {
    throw new Violation({
      invariant: "an error that a fault causes passes, and says so",
      subject: "an answer",
      expected: "data, or a code that passes",
      found: errors,
    });
  }
  return errors.length > 0 ? undefined : data;
}
