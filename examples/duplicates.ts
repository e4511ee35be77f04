// Finds files of the same content below a folder, asks, and writes a list of what could go.
//
//   npx runledger run examples/duplicates.ts --input folder='"docs"' --input report='"/tmp/duplicates.json"'
import { createHash } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defineTask, defineWorkflow, TaskError } from "@runledger/reconciler";

/** Lists the files below a folder. A folder that isn't there is the mistake of whoever asks: trying again won't help. */
const list = defineTask({
  name: "list",
  run: async ({ folder, most }: { folder: string; most: number }) => {
    const found = await stat(folder).catch(() => undefined);
    if (found?.isDirectory() !== true) {
      throw new TaskError(
        `folder: there is no folder "${folder}". Name one with --input folder=…`,
        {
          code: "NoSuchFolder",
        },
      );
    }
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return files.map((entry) => join(entry.parentPath, entry.name)).slice(0, most);
  },
});

/** Digests a file. Whatever a disk does for a moment is tried again. */
const digest = defineTask({
  name: "digest",
  retries: 3,
  timeout: 60_000,
  run: async (path: string) => ({
    path,
    sha256: createHash("sha256")
      .update(await readFile(path))
      .digest("hex"),
  }),
});

const write = defineTask({
  name: "write",
  run: async ({ groups, report }: { groups: string[][]; report: string }) => {
    await writeFile(report, `${JSON.stringify(groups, undefined, 2)}\n`);
  },
});

/** What to look through, and where to write what was found. `most`: how many files at most; default: 100. */
interface Input {
  readonly folder: string;
  readonly report: string;
  readonly most?: number;
}

export default defineWorkflow({
  name: "duplicates",
  uses: [list, digest, write],
  run: async ({ folder, most = 100, report }: Input, flow) => {
    const files = await flow.call(list, { folder, most });
    const digests = await flow.map(digest, files, { concurrency: 20 });
    const byDigest = Map.groupBy(digests, ({ sha256 }) => sha256);
    const groups = [...byDigest.values()]
      .filter((same) => same.length > 1)
      .map((same) => same.map(({ path }) => path));
    const prompt = `${groups.length} contents are there more than once in ${files.length} files. Write them to ${report}?`;
    const wanted = await flow.ask("write-it", { type: "boolean", prompt });
    if (wanted) await flow.call(write, { groups, report });
    return { files: files.length, groups: groups.length, written: wanted };
  },
});
