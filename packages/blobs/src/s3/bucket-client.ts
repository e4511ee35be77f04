import { AwsClient } from "aws4fetch";
import { BlobError } from "../blob-error.ts";
import type { BucketSettings } from "./bucket-settings.ts";
import { find, readXml } from "./read-xml.ts";

/** How often a request that failed for a reason that passes is sent again; aws4fetch waits longer each time, with jitter. */
const RETRIES = 4;
/** How much of an answer is read that says what went wrong. */
const LONGEST_ERROR = 64 * 1024;

/** A request on a blob, or on the bucket where the key is empty. */
export interface BucketRequest {
  readonly method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
  /** With the prefix. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer> | string;
}

/** Sends signed requests to a bucket, and tells errors. */
export class BucketClient {
  readonly #settings: BucketSettings;
  readonly #aws: AwsClient;

  constructor(settings: BucketSettings) {
    this.#settings = settings;
    const { region, accessKeyId, secretAccessKey, sessionToken } = settings;
    this.#aws = new AwsClient({
      service: "s3",
      region,
      accessKeyId,
      secretAccessKey,
      retries: RETRIES,
      ...(sessionToken === undefined ? {} : { sessionToken }),
    });
  }

  /**
   * Sends a request. An answer that there is no such blob is an answer: undefined.
   *
   * @throws BlobError
   */
  async send(request: BucketRequest): Promise<Response | undefined> {
    const { method, headers = {}, body } = request;
    const response = await this.#fetch(request, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    if (response.ok) return response;
    const answer = (await response.text()).slice(0, LONGEST_ERROR);
    const { code, message } = errorIn(answer);
    if (response.status === 404 && code !== "NoSuchBucket") return undefined;
    throw this.#errorOf(response.status, code, message);
  }

  /** Signs an address for somebody else to use. */
  async sign(
    path: string,
    method: "GET" | "PUT",
    expiresIn: number,
    headers: Readonly<Record<string, string>>,
  ): Promise<string> {
    const url = this.#url(path, { "X-Amz-Expires": String(expiresIn) });
    const aws = { signQuery: true, allHeaders: true };
    return (await this.#aws.sign(url, { method, headers, aws })).url;
  }

  /** Says what an answer with an error in its body means, which S3 may send with the status 200. */
  errorIn(answer: string): BlobError | undefined {
    const { code, message } = errorIn(answer);
    return code === undefined ? undefined : this.#errorOf(500, code, message);
  }

  async #fetch({ path, query }: BucketRequest, init: RequestInit): Promise<Response> {
    try {
      return await this.#aws.fetch(this.#url(path, query), init);
    } catch (cause) {
      const { origin } = new URL(this.#settings.address);
      throw new BlobError(
        "unavailable",
        `The bucket ${this.#settings.bucket} can't be reached at ${origin}: ${reasonOf(cause)}.`,
        { cause },
      );
    }
  }

  #url(path: string, query: Readonly<Record<string, string>> = {}): string {
    const encoded = path.split("/").map(encodeURIComponent).join("/");
    const search = new URLSearchParams(query).toString();
    return `${this.#settings.address}/${encoded}${search === "" ? "" : `?${search}`}`;
  }

  #errorOf(status: number, code: string | undefined, message: string): BlobError {
    const said = `The bucket ${this.#settings.bucket} answers ${code ?? status}${message === "" ? "" : `: ${message}`}`;
    if (code === "NoSuchBucket")
      return new BlobError("setting", `${said}. Make it, or name another.`);
    if (code === "BadDigest") return new BlobError("digest", `${said}.`);
    if (code === "EntityTooLarge") return new BlobError("size", `${said}.`);
    if (status === 401 || status === 403)
      return new BlobError(
        "denied",
        `${said}. Look at AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and the rights of that key.`,
      );
    return new BlobError(status === 429 || status >= 500 ? "unavailable" : "internal", `${said}.`);
  }
}

function errorIn(answer: string): { readonly code: string | undefined; readonly message: string } {
  try {
    const root = readXml(answer);
    const message = find(root, "Error", "Message")?.text ?? "";
    return { code: find(root, "Error", "Code")?.text, message: message.replace(/\.$/, "") };
  } catch {
    return { code: undefined, message: "" };
  }
}

/** `fetch` wraps what went wrong, and the wrapping says nothing. */
function reasonOf(failure: unknown): string {
  const inner = failure instanceof Error && failure.cause !== undefined ? failure.cause : failure;
  if (!(inner instanceof Error)) return String(inner);
  const code = "code" in inner ? String(inner.code) : "";
  return inner.message === "" ? code : inner.message;
}
