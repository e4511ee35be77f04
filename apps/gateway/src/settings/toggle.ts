import type { Setting, SettingOptions } from "./setting.ts";

const parse = (text: string): boolean | undefined =>
  text === "true" ? true : text === "false" ? false : undefined;
const fromJson = (value: unknown): boolean | undefined =>
  typeof value === "boolean" ? value : undefined;
const shape = { placeholder: undefined, expected: "true or false", parse, fromJson } as const;

/** Makes a setting that is on or off. The flag alone turns it on; `--no-flag` or `--flag=false` turns it off. */
export function toggle(options: SettingOptions<boolean>): Setting<boolean> {
  return { ...options, ...shape, show: String };
}

/** Makes a setting that is on, off, or isn't set, where something else decides. */
export function optionalToggle(
  options: Omit<SettingOptions<undefined>, "fallback">,
): Setting<boolean | undefined> {
  return { ...options, ...shape, fallback: undefined, show: (value) => String(value ?? "") };
}
