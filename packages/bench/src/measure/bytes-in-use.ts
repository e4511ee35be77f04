import { collectGarbage } from "./collect-garbage.ts";

/** Collects what nobody needs, and measures what is left: on the JavaScript heap, and bound to it. In bytes. */
export function bytesInUse(): number {
  // The second time collects what the first one's finalizers let go.
  collectGarbage();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  // `external` holds the array buffers.
  return heapUsed + external;
}
