import { toKeySegment } from "@runledger/blobs";

/**
 * Makes the key of a file that a client uploads: what it is called stands below its project and domain, and what may not
 * stand in a key becomes an underscore.
 *
 * @param root what the client calls the folder, with slashes between its parts; empty parts don't count
 */
export function uploadKey(
  { project, domain }: { readonly project: string; readonly domain: string },
  root: string,
  filename: string,
): string {
  const folders = root.split("/").filter((part) => part !== "");
  return ["uploads", project, domain, ...folders, filename].map(toKeySegment).join("/");
}

/** The folder in which flyte-sdk keeps what belongs to an action of a run that happens elsewhere. */
export function trackedRoot(run: string, action: string, attempt?: number): string {
  return ["tracked-runs", run, action, ...(attempt === undefined ? [] : [attempt])].join("/");
}
