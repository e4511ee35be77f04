import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

// A context that is made after the flag is set has the function, so that no command line needs it.
setFlagsFromString("--expose-gc");
const collect: unknown = runInNewContext("gc");

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

function bytesInUse(): number {
  if (typeof collect !== "function") throw new Error("this engine has no way to collect garbage");
  // The second time collects what the first one's finalizers let go.
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  // `external` holds the array buffers.
  return heapUsed + external;
}
