import { ArchiveError, encodeArchive, keepArchive } from "@runledger/archive";
import type { BlobStore } from "@runledger/blobs";
import { type Ledger, LedgerError, type LedgerErrorKind, type PrunedRun } from "@runledger/ledger";
import type { Logger } from "pino";

/**
 * Puts a run into an archive and deletes it then, unless it has changed meanwhile.
 *
 * @returns whether it was deleted; if it wasn't, it is there as it was
 * @throws what keeps other runs from it as well, such as a full disk
 */
export async function archiveRun(
  ledger: Ledger,
  archive: BlobStore,
  { id, revision }: PrunedRun,
  logger: Logger,
): Promise<boolean> {
  const run = `${id.project}/${id.domain}/${id.name}`;
  try {
    const kept = await keepArchive(archive, id, revision, () =>
      encodeArchive(ledger.archiveRun(id, { atRevision: revision })),
    );
    const { kind } = await ledger.deleteRun(id, { atRevision: revision });
    logger.debug({ run, uri: kept.uri, bytes: kept.size, result: kind }, "Archived a run.");
    return kind === "deleted";
  } catch (error) {
    if (error instanceof LedgerError && isOfRun(error)) return false;
    if (!(error instanceof ArchiveError)) throw error;
    logger.warn({ err: error, run }, "A run could not be archived, and stays.");
    return false;
  }
}

const ofRun: ReadonlySet<LedgerErrorKind> = new Set(["notFound", "deleted", "invalid"]);

/** Whether it says that the run is not as it was: others changed or deleted it, another gateway among them. */
function isOfRun({ cause, kind }: LedgerError): boolean {
  return ofRun.has(kind) || (kind === "unavailable" && cause === undefined);
}
