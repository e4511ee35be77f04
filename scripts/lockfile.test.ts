import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./bootstrap/root.mjs";

interface Entry {
  version?: string;
  integrity?: string;
  link?: boolean;
  resolved?: string;
  hasInstallScript?: boolean;
  optionalDependencies?: Record<string, string>;
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(join(root, file), "utf8"));
}

const { packages } = read("package-lock.json") as { packages: Record<string, Entry> };
const installed = Object.entries(packages).filter(
  ([path, { link }]) => path.includes("node_modules/") && link !== true,
);

test("it holds the binaries of every platform, not of this one alone", () => {
  const missing = installed.flatMap(([path, { version, optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter(
        (name) =>
          !(`${path}/node_modules/${name}` in packages) && !(`node_modules/${name}` in packages),
      )
      .map(
        (name) =>
          `${path} ${version} has no ${name}: take a version that the registry has for all platforms`,
      ),
  );
  expect(missing).toEqual([]);
});

test("every package is known by its hash, and none by an address", () => {
  const strange = installed.filter(
    ([, { integrity, resolved }]) => integrity === undefined || resolved !== undefined,
  );
  expect(strange.map(([path]) => path)).toEqual([]);
});

test("an install script is one that package.json has decided about", () => {
  const { allowScripts } = read("package.json") as { allowScripts: Record<string, boolean> };
  const scripted = installed.filter(([, { hasInstallScript }]) => hasInstallScript === true);
  const names = scripted.map(([path]) => path.replace(/^.*node_modules\//, ""));
  expect(names.filter((name) => !(name in allowScripts))).toEqual([]);
});

test("it is what the package.json files ask for", () => {
  for (const [path, entry] of Object.entries(packages)) {
    if (path.includes("node_modules/")) continue;
    const manifest = read(join(path, "package.json")) as Record<string, unknown>;
    for (const field of [
      "dependencies",
      "devDependencies",
      "peerDependencies",
      "optionalDependencies",
    ]) {
      const asked = (entry as Record<string, unknown>)[field] ?? {};
      expect(asked, `"${field}" of ${path || "the root"}: run npm install`).toEqual(
        manifest[field] ?? {},
      );
    }
  }
});
