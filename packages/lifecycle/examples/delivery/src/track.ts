// Judges scans of a parcel with the lifecycle that its enum carries. No status is named in a
// condition, no table of what may follow what is written down: both stand in parcel.proto, and only
// there.

import { assertNever, defineLifecycle } from "@runledger/lifecycle";
import { type ParcelStatus, ParcelStatusSchema } from "./gen/delivery/v1/parcel_pb.ts";
import type { ByParcelStatus } from "./gen/delivery/v1/parcel_lifecycle.ts";

export const parcels = defineLifecycle(ParcelStatusSchema);

/**
 * What the customer is told. A status that is added to the enum does not compile until it has a
 * sentence here.
 */
export const messages: ByParcelStatus<string> = {
  UNSPECIFIED: "We know nothing of this parcel.",
  ORDERED: "We pack your parcel.",
  IN_TRANSIT: "Your parcel is under way.",
  DELIVERED: "Your parcel is there.",
  LOST: "Your parcel was lost; we send another.",
  CANCELLED: "Your order is cancelled.",
  AT_CUSTOMS: "Please pay the duty.",
};

export interface Parcel {
  readonly status: ParcelStatus;
  /** How many parcels were sent for this order, from 1. */
  readonly attempt: number;
}

/** What becomes of a scan. */
export type Scanned =
  | { readonly kind: "moved" | "known" | "late"; readonly parcel: Parcel }
  | { readonly kind: "refused"; readonly parcel: Parcel; readonly why: string };

/** Takes a scan of a parcel in; scans may come late, twice, and with some missing in between. */
export function scan(parcel: Parcel, status: ParcelStatus): Scanned {
  const step = parcels.explain(parcel.status, status);
  switch (step.kind) {
    case "direct":
    case "skips":
      return { kind: "moved", parcel: { ...parcel, status } };
    case "same":
      return { kind: "known", parcel };
    case "earlier":
      return { kind: "late", parcel };
    case "illegal":
    case "ended":
    case "unknown":
      return { kind: "refused", parcel, why: step.sentence };
    default:
      return assertNever(step, "explanation");
  }
}

/** Sends another parcel for the order, if the one before allows it. */
export function sendAnother(parcel: Parcel): Parcel | undefined {
  if (!parcels.retryable(parcel.status)) return undefined;
  return { status: parcels.initial, attempt: parcel.attempt + 1 };
}
