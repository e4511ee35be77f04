import { readFileSync } from "node:fs";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { root } from "../bootstrap/root.mjs";
import { run } from "./run.mjs";

/** What must lie in every tarball. */
const needed = [
  "LICENSE",
  "README.md",
  "CHANGELOG.md",
  "package.json",
  "dist/index.js",
  "dist/index.d.ts",
];

/** What must lie in none. */
const unwanted = /\.test\.|\/testing\/|tsbuildinfo|\.turbo|tsconfig|\.log$/;

/**
 * Checks a tarball from outside: publint and "are the types wrong", and which files it holds.
 *
 * @param {import("./pack.mjs").Tarball} tarball
 * @returns {Promise<string[]>}
 */
export async function checkTarball({ name, file, files }) {
  const [linted, types] = await Promise.all([lint(file), attw(file)]);
  return [
    ...needed
      .filter((path) => !files.includes(path))
      .map((path) => `${name}: the tarball lacks ${path}`),
    ...files
      .filter((path) => unwanted.test(path))
      .map((path) => `${name}: the tarball should not hold ${path}`),
    // A source map or a declaration map that leads nowhere is worse than none.
    ...files
      .filter((path) => path.startsWith("dist/") && path.endsWith(".js"))
      .map((path) => path.replace(/^dist\//, "src/").replace(/\.js$/, ".ts"))
      .filter((path) => !files.includes(path))
      .map((path) => `${name}: the tarball lacks ${path}, to which a source map leads`),
    ...linted.map((message) => `${name}: publint: ${message}`),
    ...(types.ok ? [] : [`${name}: attw:\n${types.output}`]),
  ];
}

/** @param {string} file */
async function lint(file) {
  const { buffer, byteOffset, byteLength } = readFileSync(file);
  const tarball = buffer.slice(byteOffset, byteOffset + byteLength);
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
  return messages.map((message) => formatMessage(message, pkg) ?? message.code);
}

/** @param {string} file */
function attw(file) {
  const cli = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js");
  return run(
    process.execPath,
    [cli, file, "--profile", "esm-only", "--no-color", "--no-emoji"],
    root,
  );
}
