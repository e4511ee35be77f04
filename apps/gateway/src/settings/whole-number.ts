import type { Setting, SettingOptions } from "./setting.ts";

/** Makes a setting that is a whole number between two bounds, themselves included. */
export function wholeNumber(
  options: SettingOptions<number> & { readonly min: number; readonly max: number },
): Setting<number> {
  const { min, max } = options;
  const check = (value: unknown): number | undefined =>
    typeof value === "number" && Number.isInteger(value) && value >= min && value <= max
      ? value
      : undefined;
  return {
    ...options,
    placeholder: "NUMBER",
    expected: `a whole number from ${min} to ${max}`,
    parse: (text) => (/^[0-9]+$/.test(text) ? check(Number(text)) : undefined),
    fromJson: check,
    show: String,
  };
}

/** Makes a setting that is a whole number between two bounds, or isn't set. */
export function optionalWholeNumber(
  options: Omit<SettingOptions<undefined>, "fallback"> & {
    readonly min: number;
    readonly max: number;
  },
): Setting<number | undefined> {
  const setting = wholeNumber({ ...options, fallback: options.min });
  return { ...setting, fallback: undefined, show: (value) => String(value ?? "") };
}
