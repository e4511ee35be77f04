import type { BlobStore } from "../blob-store.ts";
import { BucketClient } from "./bucket-client.ts";
import { readBucketSettings } from "./bucket-settings.ts";
import { BucketStore } from "./bucket-store.ts";

/**
 * Opens a bucket, and asks it for a list to see that it answers.
 *
 * @throws BlobError of kind `setting`, `denied` or `unavailable`
 */
export async function openBucket(
  url: string,
  options: {
    readonly setting: string;
    readonly maxBytes: number;
    readonly environment: Readonly<Record<string, string | undefined>>;
  },
): Promise<BlobStore> {
  const settings = readBucketSettings(url, options.setting, options.environment);
  const store = new BucketStore(
    new BucketClient(settings),
    settings.bucket,
    settings.prefix,
    options.maxBytes,
  );
  await store.ping();
  return store;
}
