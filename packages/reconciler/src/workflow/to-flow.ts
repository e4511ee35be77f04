import type { Flow } from "./flow.ts";

/**
 * Gives a flow to a workflow's function: its parts may be taken out of it, and a step that nobody waits for may fail without
 * ending the process.
 */
export function toFlow(flow: Flow): Flow {
  return {
    signal: flow.signal,
    call: (...words) => heard(flow.call(...words)),
    map: (...words) => heard(flow.map(...words)),
    mapSettled: (...words) => heard(flow.mapSettled(...words)),
    each: (...words) => heard(flow.each(...words)),
    group: (...words) => heard(flow.group(...words)),
    ask: (...words) => heard(flow.ask(...words)),
    trace: (...words) => heard(flow.trace(...words)),
  };
}

function heard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
