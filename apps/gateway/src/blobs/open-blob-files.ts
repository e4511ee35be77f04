import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BlobError, openBlobStore } from "@runledger/blobs";
import { SettingsError } from "../settings/settings-error.ts";
import type { Settings } from "../settings/table.ts";
import { BlobFiles } from "./blob-files.ts";
import { readSecret } from "./read-secret.ts";

/**
 * Opens the blobs: in a directory of the data folder where nothing else is said, and in one that is deleted in the end where
 * the database forgets everything as well.
 *
 * @throws SettingsError if they can't be opened
 */
export async function openBlobFiles(
  settings: Pick<Settings, "blobs" | "blobBytes" | "database" | "dataDir" | "publicUrl">,
): Promise<BlobFiles> {
  const passing = isPassing(settings) ? mkdtempSync(join(tmpdir(), "runledger-blobs-")) : undefined;
  const url = passing ?? settings.blobs ?? join(settings.dataDir, "blobs");
  try {
    const store = await openBlobStore(url, { setting: "--blobs", maxBytes: settings.blobBytes });
    return new BlobFiles(store, readSecret(folderOf(url)), settings.publicUrl, passing);
  } catch (error) {
    if (error instanceof BlobError) throw new SettingsError([`${error.message} (--blobs)`]);
    throw error;
  }
}

function folderOf(url: string): string | undefined {
  if (url.startsWith("file:")) return fileURLToPath(url);
  return url.startsWith("s3:") ? undefined : url;
}

function isPassing({ blobs, database }: Pick<Settings, "blobs" | "database">): boolean {
  return blobs === undefined && database === "memory:";
}
