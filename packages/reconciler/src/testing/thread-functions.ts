import type { FunctionContext } from "../plugins/function-plugin.ts";
import { TaskError } from "../task-error.ts";

// Functions that tests call in threads.

export function double({ n }: { readonly n: number }): { readonly doubled: number } {
  return { doubled: 2 * n };
}

export function bad(): void {
  throw new TaskError("it isn't there", { code: "NoSuchFile" });
}

export function broken(): void {
  throw new RangeError("too far");
}

/** Ends when it is told to. */
export function waits(_: unknown, { signal }: FunctionContext): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve());
  });
}

/** Computes for ever, and hears nothing. */
export function deaf(): void {
  for (;;);
}

/** Lets the whole thread end, the first time. */
export function leaves(_: unknown, { heartbeat }: FunctionContext): void {
  heartbeat();
  process.exit(3);
}
