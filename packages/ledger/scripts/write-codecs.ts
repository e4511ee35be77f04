// Writes src/gen: readers and writers of the messages that the ledger keeps, made from their descriptors.
//
//   write-codecs.ts [FOLDER]    below which folder; by default that of the repository

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { kept } from "./codecs/kept.ts";
import { printReaders } from "./codecs/print-readers.ts";
import { printWriters } from "./codecs/print-writers.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = join(process.argv[2] ?? root, "packages", "ledger", "src", "gen");

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "readers.ts"), printReaders(kept));
writeFileSync(join(folder, "writers.ts"), printWriters(kept));
