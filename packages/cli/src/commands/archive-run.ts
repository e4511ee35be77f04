import { ArchiveError, keepArchive, type KeptArchive } from "@runledger/archive";
import { BlobError, type BlobStore, openBlobStore } from "@runledger/blobs";
import { create } from "@bufbuild/protobuf";
import { RunIdentifierSchema } from "@runledger/proto";
import { readArchiveOf } from "../client/archives.ts";
import type { GatewayClient } from "../client/gateway-client.ts";
import { GatewayError } from "../client/gateway-error.ts";
import type { PatienceOptions } from "../client/patience.ts";
import { retry } from "../client/retry.ts";
import { UsageError } from "../command/usage-error.ts";
import { deleteRun } from "../operations/delete-run.ts";
import type { PrunedRun } from "../operations/prune-runs.ts";

/** What became of a run that was to be archived and deleted. */
export type ArchivedRun =
  | { readonly kind: "archived"; readonly kept: KeptArchive }
  /** It is there still. */
  | { readonly kind: "kept"; readonly why: string };

/** Codes of errors that say that this run is not as it was, and say nothing of the others. */
const changed: ReadonlySet<string> = new Set(["NOT_FOUND", "RUN_DELETED", "BAD_INPUT"]);

/** Opens where archives go. @throws UsageError where it can't be */
export async function openArchives(url: string): Promise<BlobStore> {
  try {
    return await openBlobStore(url, { setting: "--archive" });
  } catch (error) {
    if (error instanceof BlobError) throw new UsageError(`${error.message} (--archive)`);
    throw error;
  }
}

/**
 * Puts a run into an archive, verifies that, and deletes the run then, unless it has changed meanwhile.
 *
 * @throws GatewayError; BlobError: what keeps the other runs from it as well
 */
export async function archiveRun(
  client: GatewayClient,
  archives: BlobStore,
  run: PrunedRun,
  patience: PatienceOptions,
): Promise<ArchivedRun> {
  const { domain, name, project, revision } = run;
  const id = create(RunIdentifierSchema, { project, domain, name });
  const open = () => readArchiveOf(client.options, run, revision, patience.signal);
  try {
    const kept = await retry(() => keepArchive(archives, id, revision, open), patience);
    const at = { run: { project, domain, name }, atRevision: revision };
    const outcome = await retry(() => client.request(deleteRun, at), patience);
    return outcome === "DELETED" ? { kind: "archived", kept } : { kind: "kept", why: outcome };
  } catch (error) {
    const isOfRun = error instanceof GatewayError && changed.has(error.code);
    if (error instanceof ArchiveError || isOfRun) return { kind: "kept", why: error.message };
    throw error;
  }
}
