import type { DeclaredValue, Declaration } from "../declaration.ts";
import type { Problem, ProblemId } from "../problem.ts";

/** Looks for problems of one sort. */
export type Rule = (declaration: Declaration) => Problem[];

/** Describes a problem of the enum's own option. */
export function ofEnum({ desc }: Declaration, id: ProblemId, message: string): Problem {
  return { id, enum: desc.typeName, value: undefined, message };
}

/** Describes a problem of one value. */
export function ofValue({ desc }: DeclaredValue, id: ProblemId, message: string): Problem {
  return { id, enum: desc.parent.typeName, value: desc.name, message };
}
