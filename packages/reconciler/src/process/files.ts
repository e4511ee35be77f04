import { open, stat } from "node:fs/promises";

/** Tells whether there is a file. */
export async function fileExists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

/** Reads the beginning of a file, as text; empty if there is none. */
export async function readShort(path: string, most: number): Promise<string> {
  return read(path, most, () => 0);
}

/** Reads the end of a file, as text; empty if there is none. */
export async function readTail(path: string, most: number): Promise<string> {
  return read(path, most, (size) => Math.max(0, size - most));
}

async function read(path: string, most: number, from: (size: number) => number): Promise<string> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return "";
  try {
    const { size } = await file.stat();
    const buffer = Buffer.alloc(Math.min(most, size));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, from(size));
    return buffer.subarray(0, bytesRead).toString("utf8");
  } finally {
    await file.close();
  }
}
