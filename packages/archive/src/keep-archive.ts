import { createHash } from "node:crypto";
import { equals } from "@bufbuild/protobuf";
import type { BlobStore } from "@runledger/blobs";
import { ArchiveHeaderSchema, type RunIdentifier } from "@runledger/proto/run/v1";
import { ArchiveError } from "./archive-error.ts";
import { archiveKey } from "./archive-key.ts";
import type { ArchiveSummary } from "./archive-summary.ts";
import { checkArchive } from "./read-archive.ts";

/** An archive that is kept. */
export interface KeptArchive extends ArchiveSummary {
  readonly key: string;
  /** Names it for other programs: `file:///…` or `s3://…`. */
  readonly uri: string;
  /** In bytes, compressed. */
  readonly size: number;
}

/**
 * Keeps the archive of a run: writes it, durably, and reads it back to its end. When this resolves the run may be deleted. Killed at any
 * point it leaves nothing, or an archive that is whole; what it was writing has no name yet.
 *
 * One that is there already, of the same run at the same revision, is what an earlier try has left: it stays if it holds the same.
 *
 * @param blobs where to
 * @param run of which run the archive must be
 * @param revision at which revision of it
 * @param open gives the bytes of the archive from the first on, as `encodeArchive` makes them
 * @throws ArchiveError of kind `taken` where another archive lies in its place, and of the others where it isn't what was meant;
 * BlobError; what the bytes throw
 */
export async function keepArchive(
  blobs: BlobStore,
  run: RunIdentifier,
  revision: number,
  open: () => AsyncIterable<Uint8Array>,
): Promise<KeptArchive> {
  const key = archiveKey(run, revision);
  const there = await readKept(blobs, key);
  if (there !== undefined) {
    const now = await checkArchive(open());
    refuseOther(now, run, revision);
    if (there.digest === now.digest) return kept(blobs, key, there);
    if (!equals(ArchiveHeaderSchema, there.header, now.header)) throw taken(blobs, key);
    // Only what was refused has become more since: that isn't a change of the run.
  }
  const sent = new Hashed(open());
  try {
    await blobs.write(key, sent);
  } catch (error) {
    // What the bytes fail with is for who gives them to know: the run has changed, the wire was cut.
    throw sent.failure ?? error;
  }
  const back = new Hashed(await read(blobs, key));
  const summary = await checkArchive(back);
  refuseOther(summary, run, revision);
  if (back.digest !== sent.digest) {
    const message = `${blobs.uriOf(key)} doesn't hold what was written there. The run stays.`;
    throw new ArchiveError("damaged", message);
  }
  return kept(blobs, key, summary);
}

async function readKept(blobs: BlobStore, key: string): Promise<ArchiveSummary | undefined> {
  const bytes = await blobs.read(key);
  if (bytes === undefined) return undefined;
  try {
    return await checkArchive(bytes);
  } catch (error) {
    if (error instanceof ArchiveError) throw taken(blobs, key, error);
    throw error;
  }
}

async function read(blobs: BlobStore, key: string): Promise<AsyncIterable<Uint8Array>> {
  const bytes = await blobs.read(key);
  if (bytes !== undefined) return bytes;
  throw new ArchiveError("cut", `${blobs.uriOf(key)} was written, and isn't there. The run stays.`);
}

async function kept(blobs: BlobStore, key: string, summary: ArchiveSummary): Promise<KeptArchive> {
  const info = await blobs.stat(key);
  return { ...summary, key, uri: blobs.uriOf(key), size: info?.size ?? 0 };
}

function refuseOther(summary: ArchiveSummary, run: RunIdentifier, revision: number): void {
  const { domain, name, project } = summary.run;
  const isSame = project === run.project && domain === run.domain && name === run.name;
  if (isSame && summary.revision === revision) return;
  const message =
    `The archive is of ${project}/${domain}/${name} at revision ${summary.revision}, and was to be of ` +
    `${run.project}/${run.domain}/${run.name} at ${revision}. The run stays.`;
  throw new ArchiveError("foreign", message);
}

function taken(blobs: BlobStore, key: string, cause?: ArchiveError): ArchiveError {
  const what = cause === undefined ? "Another archive" : "Something else";
  const why = cause === undefined ? "" : ` (${cause.message})`;
  const message = `${what} lies at ${blobs.uriOf(key)}${why}. The run stays: move that file away, or archive to another place.`;
  return new ArchiveError("taken", message, 0, { cause });
}

/** Passes bytes on, and hashes them. */
class Hashed implements AsyncIterable<Uint8Array> {
  readonly #bytes: AsyncIterable<Uint8Array>;
  readonly #hash = createHash("sha256");
  #digest: string | undefined;
  /** What the bytes failed with, if they did. */
  failure: unknown;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#bytes = bytes;
  }

  /** The SHA-256 of what has passed. Nothing may pass any more once it was asked for. */
  get digest(): string {
    return (this.#digest ??= this.#hash.digest("hex"));
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void> {
    try {
      for await (const chunk of this.#bytes) {
        this.#hash.update(chunk);
        yield chunk;
      }
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}
