import type { Lifecycle } from "../lifecycle.ts";
import { type ManifestLifecycle, manifestOf } from "./manifest.ts";

/** The whole manifest. `version` is the version of its own layout. */
interface Manifest {
  readonly version: 1;
  readonly lifecycles: readonly ManifestLifecycle[];
}

/** Prints the manifest of lifecycles, by the enums' names. */
export function generateJson(lifecycles: readonly Lifecycle[]): string {
  const manifest: Manifest = { version: 1, lifecycles: lifecycles.map(manifestOf) };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}
