// Removes from dist what was compiled from a source that is gone: the compiler adds and never takes away, and a file that
// stayed would be published. Runs in a package's folder, after its build.

import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** What the compiler makes of x.ts. */
const compiled = /\.(?:js|js\.map|d\.ts|d\.ts\.map)$/;

// A package of tests alone compiles to nothing.
const paths = existsSync("dist") ? readdirSync("dist", { recursive: true, encoding: "utf8" }) : [];
for (const path of paths) {
  if (!compiled.test(path)) continue;
  if (!existsSync(join("src", path.replace(compiled, ".ts")))) rmSync(join("dist", path));
}
