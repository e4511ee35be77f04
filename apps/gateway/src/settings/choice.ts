import type { Setting, SettingOptions } from "./setting.ts";

/** Makes a setting that is one of a few words. */
export function choice<const Word extends string>(
  options: SettingOptions<NoInfer<Word>> & { readonly words: readonly Word[] },
): Setting<Word> {
  const check = (value: unknown): Word | undefined => options.words.find((word) => word === value);
  return {
    ...options,
    placeholder: options.words.join("|"),
    expected: `one of ${options.words.join(", ")}`,
    parse: check,
    fromJson: check,
    show: (value) => value,
  };
}
