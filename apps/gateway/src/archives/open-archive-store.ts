import { BlobError, type BlobStore, openBlobStore } from "@runledger/blobs";
import { SettingsError } from "../settings/settings-error.ts";
import type { Settings } from "../settings/table.ts";

/**
 * Opens where runs that are forgotten are kept; undefined where they are not.
 *
 * @throws SettingsError if it can't be opened, or nothing would ever be put there
 */
export async function openArchiveStore({
  archive,
  archiveBytes,
  keepRuns,
}: Pick<Settings, "archive" | "archiveBytes" | "keepRuns">): Promise<BlobStore | undefined> {
  if (archive === undefined) return undefined;
  if (keepRuns.length === 0) {
    throw new SettingsError([
      "--archive says where runs go that are deleted by age, and --keep-runs is missing, which says at what age: give both, or none.",
    ]);
  }
  try {
    return await openBlobStore(archive, { setting: "--archive", maxBytes: archiveBytes });
  } catch (error) {
    if (error instanceof BlobError) throw new SettingsError([`${error.message} (--archive)`]);
    throw error;
  }
}
