import { afterEach, beforeEach } from "vitest";

const methods = ["debug", "info", "log", "warn", "error", "trace"] as const;

let printed: string[] = [];

beforeEach(() => {
  printed = [];
  for (const method of methods) {
    console[method] = (...values: unknown[]) => {
      printed.push(`console.${method}(${values.map(String).join(", ")})`);
    };
  }
});

/**
 * Fails a test that printed to the console: output that nobody asked for is a warning that nobody reads. A test
 * that means to print replaces the method itself with `vi.spyOn(console, …)` and says what it expects.
 */
afterEach(() => {
  if (printed.length > 0) throw new Error(`unexpected console output:\n${printed.join("\n")}`);
});
