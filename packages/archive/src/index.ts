export { ArchiveError, type ArchiveErrorKind } from "./archive-error.ts";
export { archiveKey } from "./archive-key.ts";
export type { ArchiveSummary } from "./archive-summary.ts";
export { encodeArchive } from "./encode-archive.ts";
export { keepArchive, type KeptArchive } from "./keep-archive.ts";
export { checkArchive, readArchive } from "./read-archive.ts";
