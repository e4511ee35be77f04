import type { Setting, SettingOptions } from "./setting.ts";

/** Makes a setting that is text. Empty text is no value. */
export function text(
  options: SettingOptions<string> & { readonly placeholder: string; readonly expected: string },
): Setting<string> {
  const check = (value: unknown): string | undefined =>
    typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
  return { ...options, parse: check, fromJson: check, show: (value) => value };
}

/** Makes a setting that is text, or isn't set. */
export function optionalText(
  options: Omit<SettingOptions<undefined>, "fallback"> & {
    readonly placeholder: string;
    readonly expected: string;
  },
): Setting<string | undefined> {
  const check = (value: unknown): string | undefined =>
    typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
  return {
    ...options,
    fallback: undefined,
    parse: check,
    fromJson: check,
    show: (value) => value ?? "",
  };
}
