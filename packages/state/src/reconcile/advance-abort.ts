import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { type AbortRequest, AbortState } from "@runledger/proto/run/v1";
import { addMilliseconds } from "../times.ts";
import { backoffDelay } from "./backoff-delay.ts";
import type { WorkPolicy } from "./work-policy.ts";

/** What became of one try to deliver an abort. */
export type AbortDelivery =
  /** The work knows, and hasn't ended yet. */
  | { readonly kind: "taken" }
  /** The work couldn't be told. */
  | { readonly kind: "failed"; readonly message: string };

/** The most that is kept of an error's message, in characters. Source: the schema. */
const MAX_MESSAGE = 4096;

/**
 * Notes what became of a try to deliver an abort: when to try next, or that it is given up. That the work has ended is not
 * noted here: a report tells it, and `confirmAbort` confirms.
 */
export function advanceAbort(
  abort: AbortRequest,
  delivery: AbortDelivery,
  policy: Pick<WorkPolicy, "cleanups" | "cleanupBackoff">,
  now: Timestamp,
  chance: number,
): AbortRequest {
  const deliveries = abort.deliveries + 1;
  const tried = {
    ...abort,
    deliveries,
    updatedTime: now,
    lastError: delivery.kind === "failed" ? delivery.message.slice(0, MAX_MESSAGE) : "",
  };
  if (deliveries >= policy.cleanups) {
    return { ...tried, state: AbortState.GIVEN_UP, nextDeliveryTime: undefined };
  }
  const state = delivery.kind === "taken" ? AbortState.DELIVERED : abort.state;
  const delay = backoffDelay(policy.cleanupBackoff, deliveries, chance);
  return { ...tried, state, nextDeliveryTime: addMilliseconds(now, delay) };
}

/** Requests an abort anew that was given up. Undefined if it wasn't. */
export function retryAbort(abort: AbortRequest, now: Timestamp): AbortRequest | undefined {
  if (abort.state !== AbortState.GIVEN_UP) return undefined;
  return {
    ...abort,
    state: AbortState.REQUESTED,
    deliveries: 0,
    updatedTime: now,
    nextDeliveryTime: now,
  };
}
