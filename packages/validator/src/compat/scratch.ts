import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Makes empty folders. */
export type Scratch = () => Promise<string>;

/** Lends a function empty folders, and removes them all when it has ended, in whatever way. */
export async function withScratch<T>(use: (scratch: Scratch) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "runledger-compat-"));
  let made = 0;
  try {
    return await use(async () => {
      made += 1;
      const next = join(folder, String(made));
      await mkdir(next);
      return next;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
