import type { ArchiveRecord, RunIdentifier } from "@runledger/proto";
import type { ImportResult } from "./import-result.ts";

/** What of a run goes into an archive. */
export interface ArchiveOptions {
  /** Only if the run is at this revision still: the one that was looked at. */
  readonly atRevision?: number;
}

/**
 * Runs as archives: all that a ledger holds of a run that has settled, record by record. How a file is made of them is not the
 * ledger's matter: see `@runledger/archive`.
 */
export interface LedgerArchives {
  /**
   * Reads all that there is of a run: the header, its actions by number, its reports and then its refused reports. What was
   * read is whole and of one state once it has ended without an error; the same run at the same revision gives the same records.
   *
   * @throws LedgerError of kind `notFound`; `invalid` if the run hasn't settled, or isn't at the revision; `deleted`;
   * `unavailable` if it changes while it is read
   */
  archiveRun(run: RunIdentifier, options?: ArchiveOptions): AsyncIterable<ArchiveRecord>;
  /**
   * Records a run from its archive, as it was, in one transaction: all of it or nothing. Revisions are those of the archive where
   * the name is new, and go on above those of the last run of this name that was deleted, where there was one. When the run last
   * changed is the time of the import, so that what forgets runs by age begins anew; of its actions it is what it was.
   *
   * @param open gives the records from the first on; asked again where the transaction has to be tried again
   * @throws LedgerError of kind `invalid` for what can't be an archive that a ledger made
   */
  importRun(open: () => AsyncIterable<ArchiveRecord>): Promise<ImportResult>;
}
