// Writes docs/compat-rules from the rules and their examples. A test holds the pages against them.
//
//   print-compat-rules.ts [FOLDER]    below which folder; by default that of the repository

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { renderPages } from "../src/compat/testing/render-pages.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = join(process.argv[2] ?? root, "docs", "compat-rules");

mkdirSync(folder, { recursive: true });
for (const [name, text] of renderPages()) writeFileSync(join(folder, name), text);
