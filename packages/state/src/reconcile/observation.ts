import type { CacheMetadata, OutputReferences } from "@runledger/proto/run/v1";
import type { PluginResult } from "./plugin-result.ts";

/** What the cache answers. */
export type CacheAnswer =
  | {
      readonly kind: "hit";
      readonly outputs: OutputReferences;
      readonly metadata?: CacheMetadata;
    }
  /** Nothing fitting is there, and the place is reserved for this action. */
  | { readonly kind: "reserved" }
  /** Nothing fitting is there, and another action is about to fill it. */
  | { readonly kind: "filling" }
  /** It couldn't be asked. */
  | { readonly kind: "unavailable" };

/** What was seen of an action since it was last decided on. */
export type Observation =
  /** Nothing: it is time to look, or the ledger has changed. */
  | { readonly kind: "woken" }
  /** The plugin has news of the resource, or another worker has got it: the plugin is asked before its time. */
  | { readonly kind: "news" }
  /** The plugin has answered, for this attempt. */
  | { readonly kind: "answered"; readonly attempt: number; readonly result: PluginResult }
  /** The plugin has thrown. */
  | { readonly kind: "threw"; readonly attempt: number; readonly message: string }
  /** The resource of the attempt has ended and is cleared away, or was never there. */
  | { readonly kind: "cleaned" }
  /** The resource knows that it is to end, and hasn't yet. */
  | { readonly kind: "ending" }
  /** The resource couldn't be reached, or not be cleared away. */
  | { readonly kind: "not-cleaned"; readonly message: string }
  | { readonly kind: "cache"; readonly answer: CacheAnswer }
  /** The outputs were put into the cache, or couldn't be. */
  | { readonly kind: "published"; readonly ok: boolean }
  /** The run that the action was recovered from was asked. Without outputs: it has none to take over. */
  | { readonly kind: "recovery"; readonly outputs?: OutputReferences };
