import type { Problem } from "./problem.ts";

/**
 * Thrown where an enum is no lifecycle, or contradicts itself. Names everything that is wrong, not
 * only the first.
 */
export class LifecycleError extends Error {
  override readonly name = "LifecycleError";
  readonly problems: readonly Problem[];

  constructor(typeName: string, problems: readonly Problem[]) {
    const lines = problems.map(
      ({ id, value, message }) => `  ${value ?? typeName}: ${message} [${id}]`,
    );
    super(`${typeName} is not a lifecycle:\n${lines.join("\n")}`);
    this.problems = problems;
  }
}
