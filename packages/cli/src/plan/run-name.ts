import { createHash } from "node:crypto";

/** What a run's name may be long: runledger.run.v1.RunIdentifier. */
const maxLength = 63;
const hashLength = 8;

/**
 * Makes a run's name that follows from what is told: its title, for people, and a digest of everything that decides what
 * is told. So telling the same again tells the same run again, and telling something else doesn't get in its way.
 *
 * @returns a name that the ledger takes
 */
export function runName(title: string, content: readonly string[]): string {
  const hash = createHash("sha256")
    .update(JSON.stringify(content))
    .digest("hex")
    .slice(0, hashLength);
  const slug = title
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .slice(0, maxLength - hashLength - 1)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "");
  return slug === "" ? `run-${hash}` : `${slug}-${hash}`;
}
