// Prints the documentation that is drawn from the program: docs/configuration.md and docs/errors.md. Usage:
// node scripts/print-docs.ts OUT, where OUT is a folder that the files go into under their paths in the repository.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { configurationDocs } from "./docs/configuration-docs.ts";
import { errorDocs } from "./docs/error-docs.ts";

const out = process.argv[2];
if (out === undefined) throw new Error("Usage: node scripts/print-docs.ts OUT");
mkdirSync(join(out, "docs"), { recursive: true });
writeFileSync(join(out, "docs/configuration.md"), configurationDocs());
writeFileSync(join(out, "docs/errors.md"), errorDocs());
