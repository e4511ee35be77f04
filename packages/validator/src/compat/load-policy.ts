import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type Waiver, parseWaivers } from "../waivers/index.ts";
import { CompatError } from "./compat-error.ts";
import type { CompatOptions } from "./compat-options.ts";
import { type Overlay, readOverlay } from "./overlay/overlay.ts";
import type { Policy } from "./policy/policy.ts";
import { defaultPolicy, readPolicy } from "./policy/read-policy.ts";

/** A policy with the files that it names. */
export interface LoadedPolicy {
  readonly policy: Policy;
  readonly overlay: Overlay | undefined;
  readonly waivers: readonly Waiver[];
}

/**
 * Reads the policy, the overlay and the waivers.
 *
 * @throws CompatError that names the file and what is wrong with it
 */
export async function loadPolicy(options: CompatOptions): Promise<LoadedPolicy> {
  const { folder } = options;
  const file = options.config ?? "runledger.config.json";
  const isThere = options.config !== undefined || existsSync(join(folder, file));
  const policy = isThere ? readPolicy(file, await read(folder, file)) : defaultPolicy;
  const overlay = options.overlay ?? policy.overlay;
  return {
    policy,
    overlay: overlay === undefined ? undefined : readOverlay(overlay, await read(folder, overlay)),
    waivers: policy.waivers === undefined ? [] : await readWaivers(folder, policy.waivers),
  };
}

async function readWaivers(folder: string, file: string): Promise<readonly Waiver[]> {
  const parsed = parseWaivers(await read(folder, file), file);
  if (parsed.kind === "waivers") return parsed.waivers;
  throw new CompatError(parsed.problems.join("\n"));
}

async function read(folder: string, file: string): Promise<string> {
  try {
    return await readFile(resolve(folder, file), "utf8");
  } catch (error) {
    throw new CompatError(`${file} can't be read (${String(error)}): check the path`, {
      cause: error,
    });
  }
}
