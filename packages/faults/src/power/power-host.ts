import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Random } from "../plan/random.ts";
import type { DatabaseHost } from "../round/database-host.ts";
import { buildDisk } from "./build-disk.ts";
import { losePower } from "./lose-power.ts";

/** How SQLite flushes: as the store says, or less than that, to see what is lost then. */
export type Synchronous = "FULL" | "NORMAL" | "OFF";

/**
 * Gives each round a file on a disk whose power can be cut.
 *
 * @returns undefined where such a disk can't be made
 */
export async function powerHost(
  synchronous: Synchronous = "FULL",
): Promise<DatabaseHost | undefined> {
  const tools = mkdtempSync(join(tmpdir(), "runledger-power-"));
  const library = await buildDisk(tools);
  const close = async (): Promise<void> => rmSync(tools, { recursive: true, force: true });
  if (library === undefined) {
    await close();
    return undefined;
  }
  return {
    kind: "sqlite",
    hasPower: true,
    close,
    open: async (folder) => {
      const [disk, kept] = [join(folder, "disk"), join(folder, "kept")];
      mkdirSync(disk);
      mkdirSync(kept);
      const random = new Random(1);
      return {
        database: { url: join(disk, "runledger.db"), crash: undefined },
        environment: { LD_PRELOAD: library, FORGETFUL_DISK: disk, FORGETFUL_KEPT: kept },
        nodeFlags: synchronous === "FULL" ? [] : flushLess(synchronous),
        losePower: async () => losePower(disk, kept, random),
        close: async () => {},
      };
    },
  };
}

/** Makes SQLite flush less than the store tells it to. */
function flushLess(synchronous: Synchronous): string[] {
  const code = `
    import { DatabaseSync } from "node:sqlite";
    const { exec } = DatabaseSync.prototype;
    DatabaseSync.prototype.exec = function (sql) {
      return exec.call(this, sql.replace(/synchronous\\s*=\\s*FULL/i, "synchronous = ${synchronous}"));
    };`;
  return ["--import", `data:text/javascript,${encodeURIComponent(code)}`];
}
