import type { LimitInfo } from "../schema/types/server.ts";
import { limitSettings, type LimitSettings } from "./limits.ts";
import { flagOf, variableOf } from "./setting-names.ts";

/** Tells of every limit what it is set to, and how. */
export function limitInfos(settings: LimitSettings): LimitInfo[] {
  return (Object.keys(limitSettings) as (keyof LimitSettings)[]).map((name) => ({
    name,
    flag: flagOf(name),
    environment: variableOf(name),
    value: settings[name],
    description: limitSettings[name].description,
  }));
}
