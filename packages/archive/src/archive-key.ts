import { createHash } from "node:crypto";
import { toKeySegment } from "@runledger/blobs";
import type { RunIdentifier } from "@runledger/proto/run/v1";

/** What the files end with. */
const SUFFIX = ".runledger.gz";

/** Hexadecimal digits of the name's hash: two names of one project that differ in case only are the same to some disks. */
const DIGITS = 12;

/**
 * Names the archive of a run at a revision: `project/domain/name.r42.0123456789ab.runledger.gz`. Every name of a run gives
 * one that is safe on every disk, and no two of them the same: what may not stand in it becomes an underscore, and the
 * digits are of the hash of the whole name. A run that is made anew under the name has higher revisions, so it never
 * gets the archive of the one that was.
 */
export function archiveKey({ domain, name, project }: RunIdentifier, revision: number): string {
  const hash = createHash("sha256").update(`${project}/${domain}/${name}`).digest("hex");
  const file = `${name}.r${revision}.${hash.slice(0, DIGITS)}${SUFFIX}`;
  return [project, domain, file].map(toSafeSegment).join("/");
}

/** Windows takes some names for devices, and cuts dots and spaces at the end of any. */
function toSafeSegment(text: string): string {
  const segment = toKeySegment(text).replace(/\.+$/, (dots) => "_".repeat(dots.length));
  return /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(segment) ? `_${segment}` : segment;
}
