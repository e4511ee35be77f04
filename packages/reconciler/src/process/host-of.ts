import type { PluginState } from "@runledger/state/reconcile";

const VERSION = 1;

/** Notes on which machine a command was started. */
export function stateOf(host: string): PluginState {
  return { version: VERSION, bytes: Buffer.from(host) };
}

/** Tells on which machine a command was started; undefined if that isn't noted. */
export function hostOf(state: PluginState | undefined): string | undefined {
  return state?.version === VERSION ? Buffer.from(state.bytes).toString("utf8") : undefined;
}
