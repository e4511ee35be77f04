import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Random } from "../plan/random.ts";

/** What a disk writes whole or not at all, in bytes. */
const SECTOR = 512;

/**
 * Leaves on a disk what a power cut leaves: what was flushed, and of what wasn't nothing or, as often, a drawn part, since
 * a system may have written some of it already, in any order. Nobody may have the files open.
 *
 * @param disk the folder that was written to
 * @param kept the folder of what was flushed. Holds the same as the disk afterwards
 */
export function losePower(disk: string, kept: string, random: Random): void {
  const isPartKept = random.chance(0.5);
  for (const name of readdirSync(disk).sort()) {
    const file = join(disk, name);
    // Locks are the system's, and end with it.
    if (name.endsWith("-lock")) continue;
    const flushed = join(kept, name);
    if (!existsSync(flushed)) {
      rmSync(file);
      continue;
    }
    const left = readFileSync(flushed);
    if (isPartKept) mix(left, readFileSync(file), random);
    writeFileSync(file, left);
    writeFileSync(flushed, left);
  }
}

/** Takes some of the sectors that differ from what was written. What was appended and not flushed is not there. */
function mix(left: Buffer, written: Buffer, random: Random): void {
  for (let at = 0; at < left.length; at += SECTOR) {
    const end = Math.min(at + SECTOR, left.length, written.length);
    if (end <= at) return;
    const isSame = left.compare(written, at, end, at, end) === 0;
    if (!isSame && random.chance(0.5)) written.copy(left, at, at, end);
  }
}
