import { bytesInUse } from "./bytes-in-use.ts";

/**
 * Measures how many bytes stay in use after what is made is all that is left: on the JavaScript
 * heap, in array buffers and in whatever else is bound to it. Returns the thing too, so that it is
 * not collected before.
 */
export function bytesKept<V>(make: () => V): { readonly made: V; readonly bytes: number } {
  const before = bytesInUse();
  const made = make();
  return { made, bytes: bytesInUse() - before };
}
