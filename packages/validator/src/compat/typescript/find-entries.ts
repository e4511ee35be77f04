import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What is read of a package.json. */
interface Manifest {
  readonly name?: string;
  readonly private?: boolean;
  readonly types?: string;
  readonly exports?: unknown;
}

/** A package that others import. */
export interface PackageEntries {
  readonly name: string;
  /** By subpath, the file that declares what it exports; undefined where there is neither a source nor a declaration. */
  readonly entries: ReadonlyMap<string, string | undefined>;
}

/**
 * Finds what others can import of a package, and where that is declared: in the source that lies in `src` where the declaration
 * lies in `dist` or `lib`, or else in the declaration itself. Patterns are left out.
 *
 * @returns undefined where there is no package, or a private one
 */
export function findEntries(folder: string): PackageEntries | undefined {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return undefined;
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  if (manifest.name === undefined || manifest.private === true) return undefined;
  const exported = isObject(manifest.exports) ? manifest.exports : { ".": manifest.types };
  const entries = Object.entries(exported)
    .filter(([subpath]) => subpath.startsWith(".") && !subpath.includes("*"))
    .flatMap(([subpath, target]) => {
      const types = typesOf(target);
      return types === undefined ? [] : [[subpath, declaringFile(folder, types)] as const];
    });
  return { name: manifest.name, entries: new Map(entries) };
}

function typesOf(target: unknown): string | undefined {
  if (typeof target === "string") return /\.d\.[mc]?ts$/.test(target) ? target : undefined;
  if (!isObject(target)) return undefined;
  return typesOf(target["types"]) ?? typesOf(target["import"]) ?? typesOf(target["default"]);
}

function declaringFile(folder: string, types: string): string | undefined {
  const source = types.replace(/^\.\/(dist|lib)\//, "./src/").replace(/\.d\.([mc]?)ts$/, ".$1ts");
  return [source, types].map((path) => join(folder, path)).find((path) => existsSync(path));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
