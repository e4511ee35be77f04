import type { Setting, SettingOptions } from "./setting.ts";

/** Makes a setting that is on or off. The flag alone turns it on; `--flag=false` turns it off. */
export function toggle(options: SettingOptions<boolean>): Setting<boolean> {
  return {
    ...options,
    placeholder: undefined,
    expected: "true or false",
    parse: (text) => (text === "true" ? true : text === "false" ? false : undefined),
    fromJson: (value) => (typeof value === "boolean" ? value : undefined),
    show: String,
  };
}
