import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

// A context that is made after the flag is set has the function, so that no command line needs it.
setFlagsFromString("--expose-gc");
const collect: unknown = runInNewContext("gc");

/** Collects what nobody needs, and measures what is left: on the JavaScript heap, and bound to it. In bytes. */
export function bytesInUse(): number {
  if (typeof collect !== "function") throw new Error("this engine has no way to collect garbage");
  // The second time collects what the first one's finalizers let go.
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  // `external` holds the array buffers.
  return heapUsed + external;
}
