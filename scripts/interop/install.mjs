import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bootstrap/root.mjs";

const cache = join(root, "node_modules", ".cache", "interop");
/** How long an installation may take, in milliseconds. */
const PATIENCE = 600_000;

/**
 * Installs what a file below packages/interop names into an environment of its own, once.
 *
 * @param {string} file as in "python/requirements.txt"
 * @returns {string | undefined} the folder of its programs; undefined where it can't be installed
 */
export function installPython(file) {
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
    run("python3", ["-m", "venv", "--clear", folder]) &&
    run(join(programs, "python"), [...pip, "-r", requirements]);
  if (!isThere) return undefined;
  writeFileSync(done, "");
  return programs;
}

/**
 * Installs a program of Go's, once.
 *
 * @param {string} name
 * @param {string} source its module path and version
 * @returns {string | undefined} the program; undefined where it can't be installed
 */
export function installGo(name, source) {
  const folder = join(cache, "go", source.replaceAll(/[^a-z0-9.]/g, "-"));
  const program = join(folder, process.platform === "win32" ? `${name}.exe` : name);
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  return run("go", ["install", source], { GOBIN: folder }) ? program : undefined;
}

/**
 * Generates Go clients from the protocol, and builds the program of packages/interop/go with them, once.
 *
 * @returns {string | undefined} the program; undefined where it can't be built
 */
export function buildGoClient() {
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
    run("buf", generate, {}, folder) && run("go", ["build", "-o", program, "."], {}, folder);
  return isThere ? program : undefined;
}

/**
 * Builds packages/interop/go/marshallers, which judges our JSON by grpc-gateway's, once.
 *
 * @returns {string | undefined} the program; undefined where it can't be built
 */
export function buildMarshallers() {
  const source = join(root, "packages", "interop", "go", "marshallers");
  const digest = createHash("sha256");
  for (const name of readdirSync(source).toSorted())
    digest.update(name).update(readFileSync(join(source, name)));
  const folder = join(cache, `marshallers-${digest.digest("hex").slice(0, 12)}`);
  const program = join(folder, process.platform === "win32" ? "marshallers.exe" : "marshallers");
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  return run("go", ["build", "-o", program, "."], {}, source) ? program : undefined;
}

/**
 * @param {string} program
 * @param {readonly string[]} words
 * @param {NodeJS.ProcessEnv} [more]
 * @param {string} [cwd]
 * @returns {boolean} whether it ended well
 */
function run(program, words, more = {}, cwd = root) {
  try {
    execFileSync(program, [...words], {
      cwd,
      env: { ...process.env, ...more },
      stdio: ["ignore", "ignore", "pipe"],
      timeout: PATIENCE,
    });
    return true;
  } catch (error) {
    console.log(
      `${program}: ${error instanceof Error ? error.message.slice(0, 500) : String(error)}`,
    );
    return false;
  }
}
