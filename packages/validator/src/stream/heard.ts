import type { Place } from "./place.ts";
import type { Told } from "./told.ts";

/** A report on its way through the judge. */
export interface Heard {
  readonly told: Told;
  readonly place: Place;
  /** The place of its producer. */
  readonly producer: number;
  /** Whether it comes from a ledger, which has reports of its own. */
  readonly isRecorded: boolean;
}
