import { rmSync } from "node:fs";
import { type BlobStore, type SignOptions, UrlSigner } from "@runledger/blobs";

/** Where the gateway serves blobs whose store has no server of its own. */
export const BLOBS_PATH = "/blobs/";

/** An address that anyone who has it may use, until it expires. */
export interface BlobAddress {
  readonly url: string;
  /** Headers that must be sent with it. */
  readonly headers: Readonly<Record<string, string>>;
  /** When it ceases to hold, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** The gateway's blobs, and addresses to give away: the store's own where it has a server, or else this gateway's. */
export class BlobFiles {
  readonly store: BlobStore;
  readonly signer: UrlSigner;
  readonly #publicUrl: string | undefined;
  /** A folder that is deleted in the end. */
  readonly #passing: string | undefined;

  /**
   * @param secret what addresses are signed with, of 32 bytes or more, the same for all gateways on one store
   * @param publicUrl the gateway's address for clients; undefined: the one that each came by
   * @param passing the folder that they lie in, if they are to be forgotten in the end
   */
  constructor(store: BlobStore, secret: Uint8Array, publicUrl?: string, passing?: string) {
    this.store = store;
    this.signer = new UrlSigner(secret);
    this.#publicUrl = publicUrl;
    this.#passing = passing;
  }

  /**
   * Makes an address for a client.
   *
   * @param origin the address that the client came by, as in `http://127.0.0.1:8090`
   * @param now in milliseconds since 1970
   */
  async sign(key: string, options: SignOptions, origin: string, now: number): Promise<BlobAddress> {
    const own = await this.store.sign(key, options);
    if (own !== undefined) return { ...own, expiresAt: now + options.expiresIn * 1000 };
    const { path, expiresAt } = this.signer.sign(key, options, now);
    const base = (this.#publicUrl ?? origin).replace(/\/+$/, "");
    return { url: base + BLOBS_PATH + path, headers: {}, expiresAt };
  }

  /** Forgets the blobs, if they are to be forgotten. */
  close(): void {
    if (this.#passing !== undefined) rmSync(this.#passing, { recursive: true, force: true });
  }
}
