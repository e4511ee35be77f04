import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Files } from "./example.ts";

const root = fileURLToPath(new URL("../../../../../", import.meta.url));

/** The folder of this repository: buf is installed there. */
export const repository: string = root;

/** The files that a schema with lifecycles and constraints imports, in a module of its own. */
export function imports(folder: string): void {
  for (const path of ["runledger/lifecycle/v1/lifecycle.proto", "buf/validate/validate.proto"]) {
    cpSync(join(root, "proto", path), join(folder, "vendor", path));
  }
  writeFiles(folder, {
    "buf.yaml": "version: v2\nmodules:\n  - path: proto\n  - path: vendor\n",
  });
}

/** Writes files into a folder. */
export function writeFiles(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Lends an empty folder. */
export async function withFolder<T>(use: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "compat-test-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
