import { openBlobStore, type BlobStore } from "@runledger/blobs";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { archiveKey } from "./archive-key.ts";
import { encodeArchive } from "./encode-archive.ts";
import { keepArchive } from "./keep-archive.ts";
import { checkArchive } from "./read-archive.ts";
import { bytesOf, each, recordsOf, runId } from "./testing/records.ts";

const run = runId("r");
const key = archiveKey(run, 3);

function archiveOf(options?: Parameters<typeof recordsOf>[1]) {
  return () => encodeArchive(each(recordsOf(run, options)));
}

async function openFolder(): Promise<{ blobs: BlobStore; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), "runledger-archive-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return { folder, blobs: await openBlobStore(folder) };
}

/** A store with some methods of another. */
function withMethods(blobs: BlobStore, methods: Partial<BlobStore>): BlobStore {
  const read = blobs.read.bind(blobs);
  const own = { read, stat: blobs.stat.bind(blobs), uriOf: blobs.uriOf.bind(blobs) };
  return { ...blobs, ...own, ...methods };
}

/** All files that have a name of their own. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes(".unfinished"))
    .map(({ name }) => name);
}

describe("keepArchive", () => {
  test("keeps it under a name that tells what it is, and says what it holds", async () => {
    const { blobs, folder } = await openFolder();
    const kept = await keepArchive(blobs, run, 3, archiveOf());
    expect(kept).toMatchObject({ key, revision: 3, actions: 1, reports: 2, refused: 0 });
    expect(key).toMatch(/^project\/test\/r\.r3\.[0-9a-f]{12}\.runledger\.gz$/);
    const bytes = await blobs.read(key);
    expect(bytes && (await checkArchive(bytes)).digest).toBe(kept.digest);
    expect(kept.uri).toBe(blobs.uriOf(key));
    expect(kept.size).toBe((await bytesOf(archiveOf()())).length);
    expect(filesIn(folder)).toHaveLength(1);
  });

  test("takes what an earlier try has left, and adds what was refused since", async () => {
    const { blobs, folder } = await openFolder();
    const first = await keepArchive(blobs, run, 3, archiveOf());
    const written: string[] = [];
    const watched = withMethods(blobs, {
      write: (...args) => {
        written.push(args[0]);
        return blobs.write(...args);
      },
    });
    expect(await keepArchive(watched, run, 3, archiveOf())).toEqual(first);
    expect(written).toEqual([]);
    expect(await keepArchive(watched, run, 3, archiveOf({ refused: 1 }))).toMatchObject({
      refused: 1,
    });
    expect(filesIn(folder)).toHaveLength(1);
  });

  test("never writes over another archive, nor over what is none", async () => {
    const { blobs, folder } = await openFolder();
    await keepArchive(blobs, run, 3, archiveOf({ createdAt: 7 }));
    const taken = { kind: "taken", message: expect.stringContaining("The run stays") };
    await expect(keepArchive(blobs, run, 3, archiveOf())).rejects.toMatchObject(taken);
    writeFileSync(join(folder, key), "half a fi");
    await expect(keepArchive(blobs, run, 3, archiveOf())).rejects.toMatchObject(taken);
  });

  test("refuses the archive of another run, or of another revision", async () => {
    const { blobs } = await openFolder();
    await expect(keepArchive(blobs, run, 4, archiveOf())).rejects.toMatchObject({
      kind: "foreign",
      message: expect.stringContaining(
        "of project/test/r at revision 3, and was to be of project/test/r at 4",
      ),
    });
    await expect(keepArchive(blobs, runId("s"), 3, archiveOf())).rejects.toMatchObject({
      kind: "foreign",
    });
  });

  test("leaves nothing under the name where the run fails in the middle", async () => {
    const { blobs, folder } = await openFolder();
    async function* failing(): AsyncGenerator<Uint8Array, void> {
      yield (await bytesOf(archiveOf()())).subarray(0, 30);
      throw gone;
    }
    const gone = new Error("gone");
    await expect(keepArchive(blobs, run, 3, failing)).rejects.toBe(gone);
    expect(filesIn(folder)).toEqual([]);
  });

  test("is not taken in by a store that keeps less than it was given, or something else", async () => {
    const { blobs } = await openFolder();
    const other = await bytesOf(archiveOf({ refused: 3 })());
    const whole = await bytesOf(archiveOf()());
    for (const stored of [whole.subarray(0, -1), whole.subarray(0, 0), other, undefined]) {
      let wasWritten = false;
      const lossy = withMethods(blobs, {
        write: async (path, source) => {
          wasWritten = true;
          return { key: path, size: (await bytesOf(source)).length, modifiedAt: 0 };
        },
        read: async () => (wasWritten && stored !== undefined ? each([stored]) : undefined),
      });
      await expect(keepArchive(lossy, run, 3, archiveOf())).rejects.toMatchObject({
        name: "ArchiveError",
      });
    }
  });
});

test("every name of a run makes a name of a file of its own, which leads nowhere else", () => {
  const text = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 63 })
    .filter((each_) => !each_.includes("/"));
  const odd = fc.constantFrom(
    "..",
    ".",
    "CON",
    "nul.txt",
    "a ",
    "a.",
    "A",
    "a",
    "%2e",
    "\\",
    "é",
    "e\u0301",
  );
  const name = fc.oneof(text, odd);
  const keys = new Map<string, string>();
  const property = fc.property(name, name, name, fc.nat(3), (project, domain, run_, revision) => {
    const is = `${project}/${domain}/${run_} ${revision}`;
    const path = archiveKey(runId(run_, project, domain), revision);
    const segments = path.split("/");
    expect(segments).toHaveLength(3);
    for (const segment of segments) {
      expect(segment).toMatch(/^[A-Za-z0-9_=@+,~-][A-Za-z0-9._=@+,~-]{0,254}$/);
      expect(segment).not.toMatch(/\.$/);
      expect(segment).not.toMatch(/^(?:con|nul|prn|aux)(?:\.|$)/i);
    }
    const known = keys.get(path.toLowerCase()) ?? is;
    expect(known).toBe(is);
    keys.set(path.toLowerCase(), is);
  });
  fc.assert(property, { numRuns: 2000 });
});
