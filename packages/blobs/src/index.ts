export { BlobError, type BlobErrorKind } from "./blob-error.ts";
export type {
  BlobInfo,
  BlobRange,
  BlobStore,
  ListQuery,
  SignedRequest,
  SignOptions,
  WriteOptions,
} from "./blob-store.ts";
export { type BlobStoreOptions, openBlobStore } from "./open-blob-store.ts";
export { toKeySegment } from "./to-key-segment.ts";
export { type SignedUrl, UrlSigner, type VerifiedUrl } from "./url-signer.ts";
