// Prints the GraphQL schema in its definition language. Usage: node scripts/print-schema.ts OUT, where OUT is a folder
// that the file goes into under its path in the repository.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { printSchema } from "graphql";
import { schema } from "../src/schema/schema.ts";

const path = "apps/gateway/schema.graphql";

const out = process.argv[2];
if (out === undefined) throw new Error("Usage: node scripts/print-schema.ts OUT");
mkdirSync(dirname(join(out, path)), { recursive: true });
writeFileSync(
  join(out, path),
  `# Printed from the program by \`npm run generate\`. Do not edit.\n\n${printSchema(schema)}\n`,
);
