import { Finder, type FoundValues } from "./found-values.ts";
import { flagOf } from "./setting-names.ts";
import { type AnySetting, settingsByName } from "./table.ts";
import { unknownName } from "./unknown-name.ts";

/** What the flags say. */
export interface Flags extends FoundValues {
  /** The file named by --config. */
  readonly config: string | undefined;
  /** Whether it was asked what there is to say. */
  readonly help: boolean;
  readonly version: boolean;
}

const byFlag = new Map(
  [...settingsByName].map(([name, setting]) => [flagOf(name), { name, setting }]),
);
for (const [flag, { name, setting }] of [...byFlag]) {
  if (setting.placeholder === undefined) {
    byFlag.set(flag.replace("--", "--no-"), { name, setting: opposite(setting) });
  }
}
const names = [...byFlag.keys(), "--config", "--help", "--version"];

/**
 * Reads flags: `--flag value`, `--flag=value`, or `--flag` and `--no-flag` alone for one that needs no value. The last of a
 * name counts.
 */
export function readFlags(args: readonly string[]): Flags {
  const finder = new Finder();
  const rest = [...args];
  let config: string | undefined;
  let help = false;
  let version = false;
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const [flag = "", ...parts] = arg.split("=");
    const attached = parts.length > 0 ? parts.join("=") : undefined;
    if (flag === "--help" || flag === "-h") help = true;
    else if (flag === "--version" || flag === "-V") version = true;
    else if (flag === "--config") config = valueOf(flag, attached, rest, finder) ?? config;
    else takeFlag(flag, attached, rest, finder);
  }
  return { ...finder.found(), config, help, version };
}

function takeFlag(
  flag: string,
  attached: string | undefined,
  rest: string[],
  finder: Finder,
): void {
  const known = byFlag.get(flag);
  if (known === undefined) {
    finder.problems.push(unknownName(flag, names, ""));
    // What stands behind it was meant as its value.
    if (flag.startsWith("-") && rest[0]?.startsWith("-") === false) rest.shift();
    return;
  }
  const { name, setting } = known;
  const text =
    setting.placeholder === undefined
      ? (attached ?? "true")
      : valueOf(flag, attached, rest, finder);
  if (text === undefined) return;
  finder.take(name, setting.parse(text), flag, JSON.stringify(text), setting.expected);
}

function valueOf(
  flag: string,
  attached: string | undefined,
  rest: string[],
  finder: Finder,
): string | undefined {
  const value = attached ?? (rest[0]?.startsWith("--") === true ? undefined : rest.shift());
  if (value === undefined)
    finder.problems.push(`${flag} needs a value behind it, as in ${flag} VALUE.`);
  return value;
}

/** Makes the flag that turns off what another one turns on. */
function opposite(setting: AnySetting): AnySetting {
  return {
    ...setting,
    parse(text) {
      const value = setting.parse(text);
      return typeof value === "boolean" ? !value : undefined;
    },
  };
}
