import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { type Effects, type Finding, breaksBoth, noEffect } from "../finding.ts";
import { loadOptional } from "../load-optional.ts";
import { type Declaration, onlyGainedOptionals } from "./declaration.ts";
import { DeclarationsReader } from "./declarations-reader.ts";
import { findEntries } from "./find-entries.ts";

const undecided: Effects = { backward: "undecided", forward: "undecided" };

/**
 * Compares what the packages of two folders export, by the text of the declarations.
 *
 * Doesn't see a change in a type that an export uses and the package doesn't export, nor what another package's types became;
 * and it can't tell whether callers of a changed declaration still compile, so that stays undecided.
 *
 * @param patterns folders of packages; a last `*` stands for every folder
 */
export async function checkTypeScript(
  before: string,
  after: string,
  patterns: readonly string[],
): Promise<Finding[]> {
  const [parser, transform] = await Promise.all([
    loadOptional("oxc-parser", () => import("oxc-parser")),
    loadOptional("oxc-transform", () => import("oxc-transform")),
  ]);
  return foldersOf(before, patterns).flatMap((path) =>
    checkPackage(before, after, path, () => new DeclarationsReader(parser, transform)),
  );
}

function foldersOf(folder: string, patterns: readonly string[]): string[] {
  return patterns.flatMap((pattern) => {
    if (!pattern.endsWith("/*")) return [pattern];
    const parent = pattern.slice(0, -2);
    if (!existsSync(join(folder, parent))) return [];
    return readdirSync(join(folder, parent))
      .toSorted()
      .map((name) => `${parent}/${name}`);
  });
}

function checkPackage(
  before: string,
  after: string,
  path: string,
  newReader: () => DeclarationsReader,
): Finding[] {
  const old = findEntries(join(before, path));
  if (old === undefined) return [];
  const now = findEntries(join(after, path));
  const [oldReader, nowReader] = [newReader(), newReader()];
  const found = [...old.entries].flatMap(([subpath, oldFile]) => {
    const entry = subpath === "." ? old.name : `${old.name}${subpath.slice(1)}`;
    const manifest = join(path, "package.json");
    const finding = (
      rule: Finding["rule"],
      name: string,
      message: string,
      file: string,
      effects: Effects,
    ): Finding => ({
      rule,
      symbol: name === "" ? entry : `${entry}#${name}`,
      scope: old.name,
      message,
      place: { file },
      ...effects,
    });
    if (now?.entries.has(subpath) !== true) {
      return [finding("RC503", "", `${entry} can't be imported any more.`, manifest, breaksBoth)];
    }
    const nowFile = now.entries.get(subpath);
    if (oldFile === undefined || nowFile === undefined) {
      const message = `${entry} has neither a source nor a declaration, so its exports can't be compared.`;
      return [finding("RC504", "", message, manifest, undecided)];
    }
    const exported = nowReader.exportsOf(nowFile);
    const file = relative(after, nowFile);
    return [...oldReader.exportsOf(oldFile)].flatMap(([name, was]) => {
      const is = exported.get(name);
      if (is === undefined) {
        return [finding("RC501", name, `${entry} no longer exports ${name}.`, file, breaksBoth)];
      }
      if (is.text === was.text) return [];
      return [finding("RC502", name, changeOf(entry, name, was, is), file, effectsOf(was, is))];
    });
  });
  const unseen = [...nowReader.problems].map((problem): Finding => ({
    rule: "RC504",
    symbol: old.name,
    scope: old.name,
    message: `Not all of ${old.name} can be compared: ${problem.replace(`${after}/`, "")}.`,
    place: { file: join(path, "package.json") },
    ...undecided,
  }));
  return [...found, ...unseen];
}

function effectsOf(was: Declaration, is: Declaration): Effects {
  return onlyGainedOptionals(was, is) ? noEffect : undecided;
}

function changeOf(entry: string, name: string, was: Declaration, is: Declaration): string {
  return `${entry} declares ${name} differently: ${cut(is.text)}, and was ${cut(was.text)}.`;
}

/** Long declarations are for a diff to show. */
function cut(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}
