import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkArchive } from "@runledger/archive";
import { BlobError, type BlobStore, openBlobStore } from "@runledger/blobs";
import { type Clock, type Ledger, openLedger } from "@runledger/ledger";
import { create } from "@bufbuild/protobuf";
import { ActionEventSchema, ActionPhase, RunIdentifierSchema } from "@runledger/proto";
import { openStore } from "@runledger/store";
import { pino } from "pino";
import { describe, expect, onTestFinished, test } from "vitest";
import { openArchiveStore } from "../archives/open-archive-store.ts";
import { spawnGateway } from "../testing/spawn-gateway.ts";
import { Retention } from "./retention.ts";

/** Long ago: what happened then is old by any rule. */
const then: Clock = { now: () => 1_000_000_000_000_000, after: () => () => undefined };

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "runledger-archived-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

function runId(name: string) {
  return create(RunIdentifierSchema, { project: "p", domain: "d", name });
}

async function settle(ledger: Ledger, names: readonly string[]): Promise<void> {
  const phase = ActionPhase.SUCCEEDED;
  await ledger.record(
    names.map((name) => ({
      event: create(ActionEventSchema, { id: { run: runId(name), name: "a0" }, attempt: 1, phase }),
    })),
  );
}

/** A ledger on which runs settled long ago. */
async function openOld(path: string, names: readonly string[]) {
  const store = await openStore(path);
  const ledger = openLedger({ store, clock: then });
  await settle(ledger, names);
  const close = async (): Promise<void> => {
    await ledger.close();
    await store.close();
  };
  return { ledger, close };
}

async function namesOf(ledger: Ledger): Promise<string[]> {
  const { items } = await ledger.listRuns({ limit: 1000 });
  return sorted(items.map(({ action }) => action?.id?.run?.name ?? ""));
}

function sorted(names: Iterable<string>): string[] {
  return [...names].toSorted((a, b) => (a < b ? -1 : Number(a > b)));
}

/** The names of the runs that have an archive, each of which is whole. */
async function archivedIn(folder: string): Promise<string[]> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.parentPath.includes(".unfinished"),
  );
  const names = files.map(async ({ name, parentPath }) => {
    const bytes = readFileSync(join(parentPath, name));
    async function* only(): AsyncGenerator<Uint8Array, void> {
      yield bytes;
    }
    return (await checkArchive(only())).run.name;
  });
  return sorted(await Promise.all(names));
}

function retentionOf(ledger: Ledger, archive: BlobStore): Retention {
  const logger = pino({ level: "silent" });
  return new Retention({
    ledger,
    logger,
    archive,
    keepRuns: ["1h"],
    pruneInterval: 3_600_000,
    keepDeletions: 1,
  });
}

describe("Retention with an archive", () => {
  test("archives what it deletes, and keeps what changes meanwhile", async () => {
    const { close, ledger } = await openOld("memory:", ["a", "b", "c"]);
    onTestFinished(close);
    const folder = temporaryFolder();
    const blobs = await openBlobStore(folder);
    const late: BlobStore = {
      ...{
        uriOf: blobs.uriOf.bind(blobs),
        stat: blobs.stat.bind(blobs),
        read: blobs.read.bind(blobs),
      },
      ...{
        list: blobs.list.bind(blobs),
        keyOf: blobs.keyOf.bind(blobs),
        sign: blobs.sign.bind(blobs),
      },
      ...{ delete: blobs.delete.bind(blobs), ping: blobs.ping.bind(blobs), description: "late" },
      write: async (key, bytes) => {
        const info = await blobs.write(key, bytes);
        if (!key.startsWith("p/d/b.")) return info;
        const phase = ActionPhase.SUCCEEDED;
        const id = { run: runId("b"), name: "a0" };
        const event = create(ActionEventSchema, { id, attempt: 1, phase, version: 1 });
        await ledger.record([{ event }]);
        return info;
      },
    };
    await retentionOf(ledger, late).prune();
    expect(await namesOf(ledger)).toEqual(["b"]);
    expect(await archivedIn(folder)).toEqual(["a", "b", "c"]);
    // The next time it is archived as it is now, beside what was.
    await retentionOf(ledger, blobs).prune();
    expect(await namesOf(ledger)).toEqual([]);
    expect(await archivedIn(folder)).toEqual(["a", "b", "b", "c"]);
  });

  test("keeps every run where the disk is full, and a run whose place is taken", async () => {
    const { close, ledger } = await openOld("memory:", ["a", "b"]);
    onTestFinished(close);
    const folder = temporaryFolder();
    const blobs = await openBlobStore(folder);
    const full = Object.assign(Object.create(null), {
      read: async () => undefined,
      write: async () => {
        throw new BlobError("full", "The disk is full.");
      },
    }) as BlobStore;
    await expect(retentionOf(ledger, full).prune()).rejects.toMatchObject({ kind: "full" });
    expect(await namesOf(ledger)).toEqual(["a", "b"]);
    await retentionOf(ledger, blobs).prune();
    await settle(ledger, ["a"]);
    const [file = ""] = (await blobs.list({ prefix: "p/d/a.", limit: 1 })).map(({ key }) => key);
    const taken = file.replace(".r2.", ".r5.");
    writeFileSync(join(folder, taken), "half a file");
    await retentionOf(ledger, blobs).prune();
    expect(await namesOf(ledger)).toEqual(["a"]);
    expect(readFileSync(join(folder, taken), "utf8")).toBe("half a file");
  });

  test("needs to be told what to archive, and a place", async () => {
    const settings = { archive: "x", archiveBytes: 1000, keepRuns: [] };
    await expect(openArchiveStore(settings)).rejects.toThrow("--keep-runs is missing");
    const elsewhere = { ...settings, keepRuns: ["1h"], archive: "ftp://x" };
    await expect(openArchiveStore(elsewhere)).rejects.toThrow("--archive");
  });

  test(
    "killed at any point, leaves each run or its whole archive",
    { timeout: 180_000 },
    async () => {
      const folder = temporaryFolder();
      const [database, archive] = [join(folder, "x.db"), join(folder, "archive")];
      const names = Array.from(
        { length: 60 },
        (_, index) => `run-${String(index).padStart(3, "0")}`,
      );
      const { close } = await openOld(database, names);
      await close();
      const args = [
        "--database",
        database,
        "--port",
        "0",
        "--keep-runs",
        "1h",
        "--archive",
        archive,
      ];
      let left = names.length;
      for (let kills = 0; left > 0; kills += 1) {
        const gateway = spawnGateway([...args, "--data-dir", folder, "--log-level", "silent"]);
        // Killed in the midst of it, wherever it is then, and the other time when all is done.
        const enough = kills === 0 ? 20 : names.length;
        await until(async () => countFiles(archive) >= enough);
        if (kills > 0) await until(async () => (await fetchRuns(gateway)) === 0);
        gateway.process.kill("SIGKILL");
        await gateway.ended;
        const now = await openOld(database, []);
        const there = await namesOf(now.ledger);
        await now.close();
        const archived = await archivedIn(archive);
        expect(sorted(new Set([...there, ...archived]))).toEqual(names);
        left = there.length;
      }
      expect(await archivedIn(archive)).toEqual(names);
    },
  );
});

function countFiles(folder: string): number {
  try {
    return readdirSync(join(folder, "p", "d")).length;
  } catch {
    return 0;
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(5);
}

/** How many runs a gateway still has; undefined while it doesn't answer. */
async function fetchRuns(gateway: ReturnType<typeof spawnGateway>): Promise<number | undefined> {
  const [, url = ""] = await gateway.printed(/(http:\/\/[^\s/]+)/);
  const query = encodeURIComponent("{ runs(first: 1) { edges { node { settled } } } }");
  const response = await fetch(`${url}/graphql?query=${query}`);
  const { data } = (await response.json()) as { data?: { runs: { edges: unknown[] } } };
  return data?.runs.edges.length;
}
