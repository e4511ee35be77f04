import { AbortState } from "@runledger/proto/run/v1";
import { byNumber } from "./by-number.ts";

const open: ReadonlyMap<number, boolean> = /*@__PURE__*/ byNumber(AbortState, {
  UNSPECIFIED: false,
  REQUESTED: true,
  DELIVERED: true,
  CONFIRMED: false,
  GIVEN_UP: true,
});

/** Tells whether an abort in this state still waits for the news that the work has ended. One given up does too. */
export function isAbortOpen(state: AbortState): boolean {
  return open.get(state) ?? false;
}
