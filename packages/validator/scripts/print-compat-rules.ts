// Writes docs/compat-rules from the rules and their examples. A test holds the pages against them.

import { mkdirSync, writeFileSync } from "node:fs";
import { renderPages } from "../src/compat/testing/render-pages.ts";

const folder = new URL("../../../docs/compat-rules/", import.meta.url);

mkdirSync(folder, { recursive: true });
for (const [name, text] of renderPages()) writeFileSync(new URL(name, folder), text);
