import { execFileSync } from "node:child_process";
import { chownSync, mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { ordinaryUser } from "../postgres-server/ordinary-user.ts";

/** A disk that is soon full. */
export interface SmallDisk {
  readonly folder: string;
  /** Gives it another size, in MiB. */
  resize(mebibytes: number): void;
}

/**
 * Makes a small disk in memory, for the user that a server runs as, until the test has finished.
 *
 * @returns undefined where this process may not: it takes root, on Linux
 */
export function smallDisk(mebibytes: number): SmallDisk | undefined {
  const user = ordinaryUser();
  if (process.platform !== "linux" || user === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "runledger-disk-"));
  try {
    mount("-t", "tmpfs", "-o", `size=${mebibytes}m`, "tmpfs", folder);
  } catch {
    rmdirSync(folder);
    return undefined;
  }
  chownSync(folder, user.uid, user.gid);
  onTestFinished(() => {
    // Whoever still has a file open on it keeps it until then.
    execFileSync("umount", ["--lazy", folder]);
    rmdirSync(folder);
  });
  return {
    folder,
    resize: (size) => mount("-o", `remount,size=${size}m`, folder),
  };
}

function mount(...words: string[]): void {
  execFileSync("mount", words, { stdio: "pipe" });
}
