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
  const manifest = manifestOf(path);
  const ours = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    .map((dependency) => importedRoom(dependency, path))
    .filter((room) => room !== undefined);

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
    },
  );
});
