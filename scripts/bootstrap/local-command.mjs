import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";

/** The packages at the root that bring the commands which the scripts run. @type {Readonly<Record<string, string>>} */
const packages = {
  buf: "@bufbuild/buf",
  knip: "knip",
  oxfmt: "oxfmt",
  oxlint: "oxlint",
  tsc: "typescript",
  turbo: "turbo",
  vitest: "vitest",
};

/**
 * Turns a command of the workspace into one that starts alike everywhere: all of them are JavaScript, so this very Node
 * runs them. (In node_modules/.bin they are .cmd files on Windows, which only a shell can start, and a shell would need
 * every argument quoted.)
 *
 * @param {readonly string[]} command `node` or the name of a command, and its arguments
 * @returns {{ file: string, args: string[] }}
 */
export function localCommand([name = "", ...args]) {
  if (name === "node") return { file: process.execPath, args };
  const from = packages[name];
  if (from === undefined)
    throw new Error(`no package is known to bring the command "${name}": add it here`);
  const folder = join(root, "node_modules", from);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return {
    file: process.execPath,
    args: [join(folder, typeof bin === "string" ? bin : bin[name]), ...args],
  };
}
