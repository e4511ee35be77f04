import { createHash } from "node:crypto";

/** Gives bytes in pieces. */
export async function* pieces(
  ...parts: readonly (string | Uint8Array)[]
): AsyncGenerator<Uint8Array, void> {
  for (const part of parts) yield typeof part === "string" ? Buffer.from(part) : part;
}

/** Reads all pieces as one. */
export async function whole(
  source: AsyncIterable<Uint8Array> | undefined,
): Promise<Buffer | undefined> {
  if (source === undefined) return undefined;
  const read: Uint8Array[] = [];
  for await (const chunk of source) read.push(chunk);
  return Buffer.concat(read);
}

/** The MD5 of bytes. */
export function md5Of(bytes: string | Uint8Array): Buffer {
  return createHash("md5").update(bytes).digest();
}
