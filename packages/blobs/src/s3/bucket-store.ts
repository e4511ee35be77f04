import { BlobError } from "../blob-error.ts";
import type {
  BlobInfo,
  BlobRange,
  BlobStore,
  ListQuery,
  SignedRequest,
  SignOptions,
  WriteOptions,
} from "../blob-store.ts";
import { announced } from "../bounds.ts";
import { checkKey, isKey } from "../check-key.ts";
import type { BucketClient } from "./bucket-client.ts";
import { type Element, find, readXml } from "./read-xml.ts";
import { upload } from "./upload.ts";

/** A blob store in an S3-compatible bucket. */
export class BucketStore implements BlobStore {
  readonly description: string;
  readonly #client: BucketClient;
  readonly #prefix: string;
  readonly #root: string;
  readonly #maxBytes: number;

  /** @param prefix what every key begins with in the bucket: "", or a path that ends with a slash */
  constructor(client: BucketClient, bucket: string, prefix: string, maxBytes: number) {
    this.#root = `s3://${bucket}/${prefix}`;
    this.description = this.#root;
    this.#client = client;
    this.#prefix = prefix;
    this.#maxBytes = maxBytes;
  }

  async write(
    key: string,
    source: AsyncIterable<Uint8Array>,
    options: WriteOptions = {},
  ): Promise<BlobInfo> {
    const path = this.#path(key);
    const size = await upload(this.#client, path, announced(key, source, options, this.#maxBytes));
    return (await this.stat(key)) ?? { key, size, modifiedAt: 0 };
  }

  async read(
    key: string,
    { start = 0, end }: BlobRange = {},
  ): Promise<AsyncIterable<Uint8Array> | undefined> {
    const path = this.#path(key);
    // S3 has no word for a range of no bytes, and refuses one that begins where the blob ends.
    const info = start > 0 || end !== undefined ? await this.stat(key) : undefined;
    if (info === undefined && (start > 0 || end !== undefined)) return undefined;
    const last =
      Math.min(end ?? Number.MAX_SAFE_INTEGER, info?.size ?? Number.MAX_SAFE_INTEGER) - 1;
    if (last < start) return nothing();
    const headers: Record<string, string> =
      info === undefined ? {} : { range: `bytes=${start}-${last}` };
    const response = await this.#client.send({ method: "GET", path, headers });
    if (response === undefined) return undefined;
    return response.body ?? nothing();
  }

  async stat(key: string): Promise<BlobInfo | undefined> {
    const response = await this.#client.send({ method: "HEAD", path: this.#path(key) });
    if (response === undefined) return undefined;
    const size = Number(response.headers.get("content-length") ?? 0);
    return { key, size, modifiedAt: Date.parse(response.headers.get("last-modified") ?? "") };
  }

  async list({ prefix, after, limit }: ListQuery): Promise<BlobInfo[]> {
    const query = {
      "list-type": "2",
      "max-keys": String(limit),
      prefix: this.#prefix + prefix,
      ...(after === undefined ? {} : { "start-after": this.#prefix + after }),
    };
    const response = await this.#client.send({ method: "GET", path: "", query });
    const result = find(readXml((await response?.text()) ?? ""), "ListBucketResult");
    // What another program has put there under a name that is no key is no blob of ours.
    return (result?.children.get("Contents") ?? [])
      .map((each) => this.#toInfo(each))
      .filter(({ key }) => isKey(key));
  }

  async delete(key: string): Promise<void> {
    await this.#client.send({ method: "DELETE", path: this.#path(key) });
  }

  uriOf(key: string): string {
    checkKey(key);
    return this.#root + key;
  }

  keyOf(uri: string): string | undefined {
    if (!uri.startsWith(this.#root)) return undefined;
    const key = uri.slice(this.#root.length);
    return isKey(key) ? key : undefined;
  }

  async sign(key: string, { method, expiresIn, md5 }: SignOptions): Promise<SignedRequest> {
    // S3 lets no length be signed: it is the MD5 that says that the bytes are those that were announced.
    const headers: Record<string, string> =
      md5 === undefined ? {} : { "Content-MD5": Buffer.from(md5).toString("base64") };
    const url = await this.#client.sign(this.#path(key), method, expiresIn, headers);
    return { url, headers };
  }

  async ping(): Promise<void> {
    const query = { "list-type": "2", "max-keys": "1", prefix: this.#prefix };
    const response = await this.#client.send({ method: "GET", path: "", query });
    if (response === undefined)
      throw new BlobError(
        "setting",
        `${this.description} isn't there. Make the bucket, or name another.`,
      );
    await response.arrayBuffer();
  }

  #path(key: string): string {
    checkKey(key);
    return this.#prefix + key;
  }

  #toInfo(contents: Element): BlobInfo {
    const key = (find(contents, "Key")?.text ?? "").slice(this.#prefix.length);
    const size = Number(find(contents, "Size")?.text ?? 0);
    return { key, size, modifiedAt: Date.parse(find(contents, "LastModified")?.text ?? "") };
  }
}

async function* nothing(): AsyncGenerator<Uint8Array, void> {}
