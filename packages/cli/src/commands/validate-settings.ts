import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Waiver, parseWaivers } from "@runledger/validator";
import { type ValidateConfig, parseConfig } from "@runledger/validator/streams";
import { UsageError } from "../command/usage-error.ts";

const defaultConfig = "runledger.config.json";

/** What the config file and the waivers say. */
export interface ValidateSettings {
  readonly config: ValidateConfig;
  readonly waivers: readonly Waiver[];
}

/** Reads the settings. @throws UsageError that lists everything that is wrong with them */
export function readSettings(options: {
  readonly config?: string;
  readonly waivers?: string;
}): ValidateSettings {
  const file = options.config ?? (existsSync(defaultConfig) ? defaultConfig : undefined);
  const config = file === undefined ? {} : readConfig(file);
  const fromConfig =
    file === undefined || config.waivers === undefined
      ? undefined
      : resolve(dirname(file), config.waivers);
  const waivers = options.waivers ?? fromConfig;
  return { config, waivers: waivers === undefined ? [] : readWaivers(waivers) };
}

function readConfig(file: string): ValidateConfig {
  const parsed = parseConfig(read(file), file);
  if (parsed.kind === "problems") throw new UsageError(parsed.problems.join("\n"));
  return parsed.config;
}

function readWaivers(file: string): readonly Waiver[] {
  const parsed = parseWaivers(read(file), file);
  if (parsed.kind === "problems") throw new UsageError(parsed.problems.join("\n"));
  return parsed.waivers;
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(
      `${file} can't be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
