import { settingsByName, type Settings } from "./table.ts";

/** What every setting is where nobody says otherwise. */
export function defaultSettings(): Settings {
  return Object.fromEntries(
    [...settingsByName].map(([name, { fallback }]) => [name, fallback]),
  ) as unknown as Settings;
}
