import type { Setting, SettingOptions } from "./setting.ts";

/** Makes a setting that is a list of texts: with commas between them, or as an array in a file. */
export function textList(
  options: Omit<SettingOptions<readonly string[]>, "fallback"> & {
    readonly placeholder: string;
    readonly expected: string;
    readonly isItem: (item: string) => boolean;
  },
): Setting<readonly string[]> {
  const check = (items: readonly string[]): readonly string[] | undefined => {
    const trimmed = items.map((item) => item.trim()).filter((item) => item !== "");
    return trimmed.every(options.isItem) ? trimmed : undefined;
  };
  return {
    ...options,
    fallback: [],
    parse: (text) => check(text.split(",")),
    fromJson: (value) =>
      Array.isArray(value) && value.every((item) => typeof item === "string")
        ? check(value)
        : undefined,
    show: (value) => value.join(","),
  };
}
