import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bootstrap/root.mjs";

const cache = join(root, "node_modules", ".cache", "interop");
/** How long an installation may take, in milliseconds. What was built by then stays, and the next one goes on from there. */
const PATIENCE = Number(process.env["RUNLEDGER_INSTALL_SECONDS"] ?? 600) * 1000;

/**
 * Installs what a file below packages/interop names into an environment of its own, once.
 *
 * @param {string} file as in "python/requirements.txt"
 * @returns {Promise<string | undefined>} the folder of its programs; undefined where it can't be installed
 */
export async function installPython(file) {
  const requirements = join(root, "packages", "interop", file);
  const digest = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  const folder = join(cache, `python-${digest}`);
  const programs = join(folder, process.platform === "win32" ? "Scripts" : "bin");
  // Written last: an environment that was broken off is made anew.
  const done = join(folder, "installed");
  if (existsSync(done)) return programs;
  mkdirSync(cache, { recursive: true });
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
  const isThere =
    (await run("python3", ["-m", "venv", "--clear", folder])) &&
    (await run(join(programs, "python"), [...pip, "-r", requirements]));
  if (!isThere) return undefined;
  writeFileSync(done, "");
  return programs;
}

/**
 * Installs a program of Go's, once.
 *
 * @param {string} name
 * @param {string} source its module path and version
 * @returns {Promise<string | undefined>} the program; undefined where it can't be installed
 */
export async function installGo(name, source) {
  const folder = join(cache, "go", source.replaceAll(/[^a-z0-9.]/g, "-"));
  const program = join(folder, process.platform === "win32" ? `${name}.exe` : name);
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  return (await run("go", ["install", source], { GOBIN: folder })) ? program : undefined;
}

/**
 * Generates Go clients from the protocol, and builds the program of packages/interop/go with them, once.
 *
 * @returns {Promise<string | undefined>} the program; undefined where it can't be built
 */
export async function buildGoClient() {
  const source = join(root, "packages", "interop", "go");
  const proto = join(root, "proto");
  const digest = createHash("sha256");
  for (const folder of [source, proto]) {
    for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted()) {
      if (/\.\w+$/.test(path)) digest.update(path).update(readFileSync(join(folder, path)));
    }
  }
  const folder = join(cache, `go-client-${digest.digest("hex").slice(0, 12)}`);
  const program = join(folder, process.platform === "win32" ? "client.exe" : "client");
  if (existsSync(program)) return program;
  cpSync(source, folder, { recursive: true });
  const generate = ["generate", "--template", "buf.gen.yaml", "--output", ".", proto];
  // `go tool` finds the generators by the module in which it runs.
  const isThere =
    (await run("buf", generate, {}, folder)) &&
    (await run("go", ["build", "-o", program, "."], {}, folder));
  return isThere ? program : undefined;
}

/**
 * Builds a program of a module below packages/interop/go, once.
 *
 * @param {string} name the folder's name and the program's
 * @param {string} [what] the package to build: the module's own, or one that it requires
 * @returns {Promise<string | undefined>} the program; undefined where it can't be built
 */
export async function buildGo(name, what = ".") {
  const source = join(root, "packages", "interop", "go", name);
  const digest = createHash("sha256");
  for (const file of readdirSync(source).toSorted())
    digest.update(file).update(readFileSync(join(source, file)));
  const folder = join(cache, `${name}-${digest.digest("hex").slice(0, 12)}`);
  const program = join(folder, process.platform === "win32" ? `${name}.exe` : name);
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  const words = ["build", "-ldflags", "-s -w", "-o", program, what];
  return (await run("go", words, {}, source)) ? program : undefined;
}

/**
 * @param {string} program
 * @param {readonly string[]} words
 * @param {NodeJS.ProcessEnv} [more]
 * @param {string} [cwd]
 * @returns {Promise<boolean>} whether it ended well
 */
function run(program, words, more = {}, cwd = root) {
  const settings = {
    cwd,
    env: { ...process.env, ...more },
    timeout: PATIENCE,
    maxBuffer: 64 * 2 ** 20,
  };
  return new Promise((resolve) => {
    execFile(program, [...words], settings, (error) => {
      const why =
        error?.killed === true ? `it took more than ${PATIENCE / 1000} s` : error?.message;
      if (why !== undefined) console.log(`${program}: ${why.slice(0, 500)}`);
      resolve(error === null);
    });
  });
}
