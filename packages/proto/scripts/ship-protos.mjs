// Puts the .proto files into the package while it is packed, so that other schemas can import them
// and other languages can generate from them. npm packs nothing from outside a package's folder;
// --clean takes the copy away again.

import { cpSync, rmSync } from "node:fs";

const copy = new URL("../proto/", import.meta.url);

rmSync(copy, { recursive: true, force: true });
if (!process.argv.includes("--clean")) {
  cpSync(new URL("../../../proto/", import.meta.url), copy, { recursive: true });
}
