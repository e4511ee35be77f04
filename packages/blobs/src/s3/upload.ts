import { createHash } from "node:crypto";
import { BlobError } from "../blob-error.ts";
import type { BucketClient } from "./bucket-client.ts";
import { partsOf } from "./parts-of.ts";
import { find, readXml } from "./read-xml.ts";

/** S3's least for a part that isn't the last one is 5 MiB, and its most parts 10,000: blobs to 156 GiB. */
const PART = 16 * 1024 * 1024;

/** Uploads a blob: in one request if it fits into one, in parts otherwise. Returns its size in bytes. */
export async function upload(
  client: BucketClient,
  path: string,
  source: AsyncIterable<Uint8Array>,
): Promise<number> {
  const parts = partsOf(source, PART)[Symbol.asyncIterator]();
  const first = await parts.next();
  const head = first.done === true ? new Uint8Array() : first.value;
  const second = head.byteLength < PART ? undefined : await parts.next();
  if (second === undefined || second.done === true) {
    await client.send({ method: "PUT", path, headers: hashed(head), body: head });
    return head.byteLength;
  }
  return uploadParts(client, path, joined([head, second.value], parts));
}

async function uploadParts(
  client: BucketClient,
  path: string,
  parts: AsyncIterable<Uint8Array<ArrayBuffer>>,
): Promise<number> {
  const started = await client.send({ method: "POST", path, query: { uploads: "" } });
  const uploadId = find(
    readXml((await started?.text()) ?? ""),
    "InitiateMultipartUploadResult",
    "UploadId",
  )?.text;
  if (uploadId === undefined)
    throw new BlobError("internal", "The bucket began an upload and gave it no id.");
  try {
    return await sendParts(client, path, uploadId, parts);
  } catch (failure) {
    // Parts that lie about cost money. Where this fails too, the bucket's own rules have to clear them away.
    await client.send({ method: "DELETE", path, query: { uploadId } }).catch(() => {});
    throw failure;
  }
}

async function sendParts(
  client: BucketClient,
  path: string,
  uploadId: string,
  parts: AsyncIterable<Uint8Array<ArrayBuffer>>,
): Promise<number> {
  let size = 0;
  const etags: string[] = [];
  for await (const body of parts) {
    const query = { partNumber: String(etags.length + 1), uploadId };
    const sent = await client.send({ method: "PUT", path, query, headers: hashed(body), body });
    etags.push(sent?.headers.get("etag") ?? "");
    size += body.byteLength;
  }
  const listed = etags.map(
    (etag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${etag}</ETag></Part>`,
  );
  const body = `<CompleteMultipartUpload>${listed.join("")}</CompleteMultipartUpload>`;
  const completed = await client.send({ method: "POST", path, query: { uploadId }, body });
  const error = completed === undefined ? gone() : client.errorIn(await completed.text());
  if (error !== undefined) throw error;
  return size;
}

function gone(): BlobError {
  return new BlobError(
    "unavailable",
    "The bucket has forgotten the upload before it was complete. Send it again.",
  );
}

async function* joined<T>(first: readonly T[], rest: AsyncIterator<T>): AsyncGenerator<T, void> {
  yield* first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

function hashed(body: Uint8Array): Record<string, string> {
  return { "X-Amz-Content-Sha256": createHash("sha256").update(body).digest("hex") };
}
