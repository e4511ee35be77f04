import type { ArchiveHeader, RunIdentifier } from "@runledger/proto/run/v1";

/** What an archive holds that was read to its end. */
export interface ArchiveSummary {
  readonly header: ArchiveHeader;
  readonly run: RunIdentifier;
  /** The run's revision. */
  readonly revision: number;
  readonly actions: number;
  readonly reports: number;
  /** How many refused reports it holds. */
  readonly refused: number;
  /** The SHA-256 of all records, as hexadecimal digits: equal for archives that hold the same. */
  readonly digest: string;
}
