import { BlobError, type BlobErrorKind } from "../blob-error.ts";

const KINDS: Readonly<Record<string, readonly [BlobErrorKind, string]>> = {
  ENOSPC: ["full", "The disk is full. Make room, or choose another directory."],
  EDQUOT: ["full", "The quota of the disk is used up. Make room, or choose another directory."],
  EACCES: [
    "denied",
    "This user may not write there. Change the rights, or choose another directory.",
  ],
  EPERM: [
    "denied",
    "This user may not write there. Change the rights, or choose another directory.",
  ],
  EROFS: ["denied", "The disk is mounted for reading only. Choose another directory."],
  ENOTDIR: ["key", "A part of the path is a file. Choose another name."],
  EEXIST: ["key", "A part of the path is a file. Choose another name."],
  EISDIR: ["key", "There is a folder of that name. Choose another name."],
};

/** Says what an error of the file system means for a blob store. An error that is a BlobError already stays. */
export function toBlobError(failure: unknown, path: string): BlobError {
  if (failure instanceof BlobError) return failure;
  const code = codeOf(failure);
  const [kind, sentence] = KINDS[code ?? ""] ?? ["internal", String(failure)];
  return new BlobError(kind, `${path}: ${sentence}`, { cause: failure });
}

/** Reads the code of a system error, such as ENOENT. */
export function codeOf(failure: unknown): string | undefined {
  return failure instanceof Error && "code" in failure ? String(failure.code) : undefined;
}
