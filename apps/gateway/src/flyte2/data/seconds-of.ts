import type { Duration } from "@bufbuild/protobuf/wkt";
import { GatewayError } from "../../errors/gateway-error.ts";

const DEFAULT = 3600n;
/** Seven days, which is S3's limit. */
const LONGEST = 604_800n;

/**
 * Says how long an address is to hold, in seconds: an hour where nobody says.
 *
 * @throws GatewayError BAD_INPUT
 */
export function secondsOf(expiresIn: Duration | undefined): number {
  const seconds = expiresIn?.seconds ?? DEFAULT;
  if (seconds >= 1n && seconds <= LONGEST) return Number(seconds);
  throw new GatewayError(
    "BAD_INPUT",
    `expires_in is ${seconds} s. An address holds from 1 s to ${LONGEST} s, which are seven days.`,
    { field: "expires_in" },
  );
}
