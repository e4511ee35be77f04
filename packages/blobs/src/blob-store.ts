/** What is known of a blob without reading it. */
export interface BlobInfo {
  readonly key: string;
  /** In bytes. */
  readonly size: number;
  /** When it was written, in milliseconds since 1970. */
  readonly modifiedAt: number;
}

/** What a blob that is written has to be. */
export interface WriteOptions {
  /** Its MD5, 16 bytes. Other bytes are refused. */
  readonly md5?: Uint8Array | undefined;
  /** How long it is, in bytes. More or fewer are refused. */
  readonly size?: number | undefined;
}

/** A part of a blob. */
export interface BlobRange {
  /** The first byte, from 0. Default: 0. */
  readonly start?: number;
  /** The byte after the last one. Default: the end. */
  readonly end?: number;
}

/** A page of a list. */
export interface ListQuery {
  /** What the keys begin with. */
  readonly prefix: string;
  /** Only keys after this one. */
  readonly after?: string;
  /** How many, from 1 to 1000. */
  readonly limit: number;
}

/** What a signed address permits. */
export interface SignOptions extends WriteOptions {
  readonly method: "GET" | "PUT";
  /** How long it holds, in seconds, from 1 to 604800 (seven days, which is S3's limit). */
  readonly expiresIn: number;
}

/** An address that anyone who has it may use, for a while. */
export interface SignedRequest {
  readonly url: string;
  /** Headers that must be sent with it, as they are. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Files beside the ledger, by key. A key is a path of 1 to 1024 characters: segments of letters, digits and `._=@+,~-`, up to
 * 255 each, that don't begin with a dot, with slashes between them.
 *
 * Every method throws a BlobError of kind `key` for a key that is none, and of kind `denied`, `unavailable`, `full` or
 * `internal` where the store behind it does.
 */
export interface BlobStore {
  /** What stands behind it, for people, without secrets: "/home/me/.local/share/runledger/blobs". */
  readonly description: string;

  /**
   * Writes a blob: all of it or nothing. One that is there already is replaced; whoever reads it meanwhile gets the one or the
   * other, whole. Durable when this resolves.
   *
   * @throws BlobError of kind `size` or `digest` where the bytes aren't those that were announced, or are more than may be
   */
  write(key: string, source: AsyncIterable<Uint8Array>, options?: WriteOptions): Promise<BlobInfo>;
  /** Reads a blob or a part of one, piece by piece; undefined where there is none. A range beyond its end is cut. */
  read(key: string, range?: BlobRange): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Says what is known of a blob; undefined where there is none. */
  stat(key: string): Promise<BlobInfo | undefined>;
  /** Lists blobs by key, in the order of their bytes. */
  list(query: ListQuery): Promise<BlobInfo[]>;
  /** Deletes a blob, if there is one. */
  delete(key: string): Promise<void>;

  /** Names a blob for other programs: `file:///…` or `s3://…`. */
  uriOf(key: string): string;
  /** Finds the key of an address that `uriOf` gave; undefined for one that lies elsewhere. */
  keyOf(uri: string): string | undefined;
  /**
   * Makes an address under which the store itself serves or takes a blob; undefined where it has no server of its own, as a
   * directory hasn't: sign one of yours with `UrlSigner`.
   */
  sign(key: string, options: SignOptions): Promise<SignedRequest | undefined>;

  /** Checks that it can be written to. Rejects with a BlobError where it can't. */
  ping(): Promise<void>;
}
