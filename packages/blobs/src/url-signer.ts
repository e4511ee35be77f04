import { createHmac, timingSafeEqual } from "node:crypto";
import { checkKey, isKey } from "./check-key.ts";
import type { SignOptions } from "./blob-store.ts";

/** A path and query that permit one request on one blob. */
export interface SignedUrl {
  /** The key, and then the query: `a/b.bin?method=PUT&expires=…&signature=…`. */
  readonly path: string;
  /** When it ceases to hold, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What came of verifying a signed address. */
export type VerifiedUrl =
  | {
      readonly kind: "sound";
      readonly key: string;
      readonly md5?: Uint8Array;
      readonly size?: number;
    }
  | { readonly kind: "refused"; readonly message: string };

const SHORTEST_SECRET = 32;
const LONGEST = 604_800;

/** Signs addresses under which a server of one's own takes and serves blobs, and verifies them. HMAC-SHA256. */
export class UrlSigner {
  readonly #secret: Uint8Array;

  /** @param secret at least 32 bytes, the same wherever its addresses are verified */
  constructor(secret: Uint8Array) {
    if (secret.byteLength < SHORTEST_SECRET)
      throw new RangeError(
        `The secret has ${secret.byteLength} bytes. It needs ${SHORTEST_SECRET}.`,
      );
    this.#secret = secret;
  }

  /**
   * Signs an address.
   *
   * @param now in milliseconds since 1970
   * @throws BlobError of kind `key`; RangeError where `expiresIn` is out of bounds
   */
  sign(key: string, { method, expiresIn, md5, size }: SignOptions, now: number): SignedUrl {
    checkKey(key);
    if (!(expiresIn >= 1 && expiresIn <= LONGEST))
      throw new RangeError(`expiresIn is ${expiresIn}. Give seconds from 1 to ${LONGEST}.`);
    const expires = Math.floor(now / 1000) + Math.floor(expiresIn);
    const query = new URLSearchParams({ method, expires: String(expires) });
    if (md5 !== undefined) query.set("md5", Buffer.from(md5).toString("base64url"));
    if (size !== undefined) query.set("size", String(size));
    query.set("signature", this.#signature(key, query).toString("base64url"));
    return { path: `${key}?${query.toString()}`, expiresAt: expires * 1000 };
  }

  /**
   * Verifies an address that `sign` made.
   *
   * @param path the key and the query, as they came
   * @param now in milliseconds since 1970
   */
  verify(method: string, path: string, now: number): VerifiedUrl {
    const [key = "", search = ""] = splitOnce(path, "?");
    const query = new URLSearchParams(search);
    const signature = Buffer.from(query.get("signature") ?? "", "base64url");
    query.delete("signature");
    const expected = isKey(key) ? this.#signature(key, query) : undefined;
    if (expected?.byteLength !== signature.byteLength || !timingSafeEqual(expected, signature))
      return refused("The signature of the address is wrong. Ask for a new address.");
    if (query.get("method") !== method)
      return refused(`The address is for ${query.get("method")}, and not for ${method}.`);
    const expires = Number(query.get("expires"));
    if (now > expires * 1000)
      return refused(
        `The address held until ${new Date(expires * 1000).toISOString()}. Ask for a new one.`,
      );
    const md5 = query.get("md5");
    const size = query.get("size");
    return {
      kind: "sound",
      key,
      ...(md5 === null ? {} : { md5: Buffer.from(md5, "base64url") }),
      ...(size === null ? {} : { size: Number(size) }),
    };
  }

  #signature(key: string, query: URLSearchParams): Buffer {
    return createHmac("sha256", this.#secret).update(`${key}?${query.toString()}`).digest();
  }
}

function refused(message: string): VerifiedUrl {
  return { kind: "refused", message };
}

function splitOnce(text: string, mark: string): readonly string[] {
  const at = text.indexOf(mark);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + mark.length)];
}
