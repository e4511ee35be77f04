import { limitSettings, type LimitSettings } from "./limits.ts";
import { networkSettings, type NetworkSettings } from "./network.ts";
import { outputSettings, type OutputSettings } from "./output.ts";
import type { Setting } from "./setting.ts";
import { storageSettings, type StorageSettings } from "./storage.ts";
import { timingSettings, type TimingSettings } from "./timing.ts";
import { workSettings, type WorkSettings } from "./work.ts";

/** A value for every setting. */
export interface Settings
  extends
    NetworkSettings,
    StorageSettings,
    WorkSettings,
    LimitSettings,
    TimingSettings,
    OutputSettings {}

/** The name of a setting, as a file has it. */
export type SettingName = keyof Settings;

/** Settings that stand together in `--help` and in the documentation. */
export interface SettingGroup {
  readonly title: string;
  readonly settings: Readonly<Record<string, AnySetting>>;
}

/** A setting whose type is known to itself alone. */
export type AnySetting = Setting<Settings[SettingName]>;

/** Every setting there is. Flags, variables, help, documentation and checks are drawn from here. */
export const settingGroups: readonly SettingGroup[] = [
  { title: "Network", settings: erase(networkSettings) },
  { title: "Storage", settings: erase(storageSettings) },
  { title: "Work", settings: erase(workSettings) },
  { title: "Limits", settings: erase(limitSettings) },
  { title: "Timing", settings: erase(timingSettings) },
  { title: "Output", settings: erase(outputSettings) },
];

/** Every setting by its name. */
export const settingsByName: ReadonlyMap<string, AnySetting> = new Map(
  settingGroups.flatMap(({ settings }) => Object.entries(settings)),
);

function erase(settings: object): Readonly<Record<string, AnySetting>> {
  return settings as Readonly<Record<string, AnySetting>>;
}
