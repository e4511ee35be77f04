import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, normalize, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../bootstrap/root.mjs";
import { importedRoom } from "./imported-room.mjs";
import { roomOf } from "./room-of.mjs";
import { mayImport, rooms } from "./rooms.mjs";

const folders = ["packages", "apps"].flatMap((group) =>
  readdirSync(join(root, group)).map((name) => ({ name, path: join(root, group, name) })),
);

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

/** The rooms that a project refers to, its own aside. */
function referencesOf(folder: string, file: string): string[] {
  // Comments on lines of their own are allowed there.
  const text = readFileSync(join(folder, file), "utf8").replaceAll(/^\s*\/\/.*$/gm, "");
  const { references = [] } = JSON.parse(text) as { references?: { path: string }[] };
  return references
    .map(({ path }) => normalize(resolve(folder, path)))
    .filter((path) => dirname(path) !== folder)
    .map((path) => roomOf(path) ?? path)
    .toSorted();
}

/** The rooms that a package's manifest depends on, by their folder's names. */
function dependenciesOf(folder: string): string[] {
  const manifest = manifestOf(folder);
  return Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    .map((dependency) => importedRoom(dependency, folder))
    .filter((room) => room !== undefined);
}

/** The rooms whose build turbo ends before it begins that of a room. */
function builtBefore(room: string): string[] {
  const folder = folders.find(({ name }) => name === room);
  if (folder === undefined) return [];
  return dependenciesOf(folder.path).flatMap((other) => [other, ...builtBefore(other)]);
}

test("every folder is a room, and every room is a folder", () => {
  expect(folders.map(({ name }) => name).toSorted()).toEqual(Object.keys(rooms).toSorted());
});

test("nobody can be reached from what it may import", () => {
  for (const [room, below] of Object.entries(rooms)) {
    if (below === "any") continue;
    for (const other of below)
      expect(mayImport(other, room), `${other} may import ${room}`).toBe(false);
  }
});

describe.each(folders)("$name", ({ name, path }) => {
  const ours = dependenciesOf(path);

  test("depends on what it may import only", () => {
    expect(ours.filter((room) => !mayImport(name, room))).toEqual([]);
  });

  test.each(["tsconfig.build.json", "tsconfig.test.json"])(
    "%s refers to what it depends on",
    (file) => {
      if (!existsSync(join(path, file))) return;
      const references = referencesOf(path, file);
      expect(references, "a dependency is built first").toEqual(expect.arrayContaining(ours));
      expect(references.filter((room) => !mayImport(name, room))).toEqual([]);
      // Two compilers that write the same dist at one time leave empty files in it, and turbo knows only dependencies.
      const ordered = new Set(ours.flatMap((room) => [room, ...builtBefore(room)]));
      expect(
        references.filter((room) => !ordered.has(room)),
        "turbo builds it first, since it is a dependency",
      ).toEqual([]);
    },
  );
});
