import type { Setting, SettingOptions } from "./setting.ts";

/** What stands for a list without words. */
const NONE = "none";

/** Makes a setting that is some of a few words, or isn't set: with commas between them, as an array in a file, or "none". */
export function optionalWordList<const Word extends string>(
  options: Omit<SettingOptions<undefined>, "fallback"> & { readonly words: readonly Word[] },
): Setting<readonly Word[] | undefined> {
  const { words } = options;
  const check = (given: readonly unknown[]): readonly Word[] | undefined => {
    const known = given.map((each) => words.find((word) => word === each));
    return known.every((word) => word !== undefined) ? [...new Set(known)] : undefined;
  };
  return {
    ...options,
    fallback: undefined,
    placeholder: "WORDS",
    expected: `${NONE}, or words out of ${words.join(", ")} with commas between them`,
    parse: (text) =>
      text.trim() === NONE ? [] : check(text.split(",").map((word) => word.trim())),
    fromJson: (value) => (value === NONE ? [] : Array.isArray(value) ? check(value) : undefined),
    show: (value) => (value === undefined ? "" : value.join(",") || NONE),
  };
}
