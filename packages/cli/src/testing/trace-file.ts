import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { makeTrace } from "./make-trace.ts";

/** Writes a made trace to a file that is gone when the test is over. @returns its path */
export function traceFile(size: number, seed: number): string {
  const folder = mkdtempSync(join(tmpdir(), "runledger-trace-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "trace.json");
  writeFileSync(file, JSON.stringify(makeTrace(size, seed), undefined, 1));
  return file;
}
