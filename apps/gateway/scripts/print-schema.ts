// Prints the GraphQL schema in its definition language. Usage: node scripts/print-schema.ts OUT, where OUT is a folder
// that the file goes into under its path in the repository.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { schema } from "../src/schema/schema.ts";
import { schemaText } from "./schema-text.ts";

const path = "apps/gateway/schema.graphql";

const out = process.argv[2];
if (out === undefined) throw new Error("Usage: node scripts/print-schema.ts OUT");
mkdirSync(dirname(join(out, path)), { recursive: true });
writeFileSync(join(out, path), schemaText(schema));
