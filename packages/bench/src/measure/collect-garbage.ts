import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

// A context that is made after the flag is set has the function, so that no command line needs it.
setFlagsFromString("--expose-gc");
const collect: unknown = runInNewContext("gc");

/** Collects what nobody needs. */
export function collectGarbage(): void {
  collectFrom({ type: "major" });
}

/**
 * Moves what is young and needed out of the young generation, so that whoever allocates next doesn't pay for what others have
 * allocated: the first time it is copied, the second time it counts as old.
 */
export function settleYoung(): void {
  collectFrom({ type: "minor" });
  collectFrom({ type: "minor" });
}

function collectFrom(generation: { readonly type: "major" | "minor" }): void {
  if (typeof collect !== "function") throw new Error("this engine has no way to collect garbage");
  collect(generation);
}
