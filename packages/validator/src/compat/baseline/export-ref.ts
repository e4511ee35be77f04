import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CompatError } from "../compat-error.ts";
import type { Baseline } from "./baseline.ts";
import { git, gitText } from "./git.ts";

/** A file of a commit, by its path in the folder that is judged. */
interface Entry {
  readonly object: string;
  readonly path: string;
}

/**
 * Writes what is compared of a folder as it was at a branch, a tag or a commit. Reads objects only, so it works in a shallow clone
 * that has the commit, and leaves work tree and index alone.
 *
 * @throws CompatError where git doesn't know it, with the way out
 */
export async function exportRef(
  ref: string,
  folder: string,
  scratch: string,
  wanted: (path: string) => boolean,
): Promise<Baseline> {
  const commit = await commitOf(ref, folder);
  const list = await git(folder, ["ls-tree", "-r", "-z", "--format=%(objectname) %(path)", commit]);
  if (list.code !== 0) throw new CompatError(`git can't list ${ref}: ${list.stderr}`);
  const entries = Buffer.from(list.stdout)
    .toString()
    .split("\0")
    .filter((line) => line !== "")
    .map((line) => ({
      object: line.slice(0, line.indexOf(" ")),
      path: line.slice(line.indexOf(" ") + 1),
    }))
    .filter(({ path }) => wanted(path));
  const objects = await git(
    folder,
    ["cat-file", "--batch"],
    entries.map(({ object }) => `${object}\n`).join(""),
  );
  if (objects.code !== 0) throw new CompatError(`git can't read ${ref}: ${objects.stderr}`);
  await writeAll(ref, entries, objects.stdout, scratch);
  return { kind: "folder", name: ref, folder: scratch };
}

async function commitOf(ref: string, folder: string): Promise<string> {
  const commit = ref.startsWith("-")
    ? undefined
    : await gitText(folder, ["rev-parse", "--verify", "--quiet", `${ref}^{commit}`]);
  if (commit !== undefined) return commit;
  const shallow = await gitText(folder, ["rev-parse", "--is-shallow-repository"]);
  if (shallow === undefined) {
    throw new CompatError(
      `${ref} is no folder and no file, and there is no git repository here that could know it`,
    );
  }
  throw new CompatError(
    shallow === "true"
      ? `git doesn't know ${ref}, and this clone is shallow: fetch it first, with git fetch --depth=1 origin ${ref}:${ref}, or clone with all history (fetch-depth: 0 for actions/checkout)`
      : `git doesn't know ${ref}, and it is no folder and no file: name a branch, tag or commit that git log shows, or fetch it first`,
  );
}

/** Takes apart what `git cat-file --batch` says: a line with the size, the bytes, a line's end. */
async function writeAll(
  ref: string,
  entries: readonly Entry[],
  output: Uint8Array,
  scratch: string,
): Promise<void> {
  let at = 0;
  for (const { path } of entries) {
    const end = output.indexOf(0x0a, at);
    const [, type, size] = Buffer.from(output.subarray(at, end)).toString().split(" ");
    if (type !== "blob" && type !== "commit") {
      throw new CompatError(
        `${ref} lacks the content of ${path}, as in a partial clone: fetch it with git fetch --refetch origin ${ref}`,
      );
    }
    const start = end + 1;
    at = start + Number(size) + 1;
    if (type !== "blob") continue;
    await mkdir(dirname(join(scratch, path)), { recursive: true });
    await writeFile(join(scratch, path), output.subarray(start, at - 1));
  }
}
