import type { Policy } from "./policy/policy.ts";

/** Makes a test of paths that are compared, relative to the folder: nothing else need be taken out of a commit. */
export function wantedPath({ proto, graphql, packages }: Policy): (path: string) => boolean {
  const folders = packages.map(patternOf);
  return (path) =>
    (proto !== undefined && /(^|\/)buf\.(yaml|lock|work\.yaml)$/.test(path)) ||
    (proto !== undefined && path.endsWith(".proto")) ||
    path === graphql?.schema ||
    folders.some((folder) => folder.test(path));
}

/** What is read of a package: its manifest, its sources and its declarations. */
function patternOf(folder: string): RegExp {
  const start = folder
    .replace(/\/\*$/, "/?")
    .replaceAll(/[$()*+./[\\\]^{|}]/g, String.raw`\$&`)
    .replace(/\/\?$/, "/[^/]+");
  return new RegExp(`^${start}/(package\\.json$|(src|dist|lib)/.*\\.[mc]?ts$)`);
}
