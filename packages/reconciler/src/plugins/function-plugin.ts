import type { JsonValue } from "@bufbuild/protobuf";
import { variablesProblem } from "@runledger/state/reconcile";
import type { Plugin, Work } from "../plugin.ts";
import { callPlugin } from "./call-plugin.ts";

/** What a function gets beside its input. */
export interface FunctionContext {
  readonly attempt: number;
  /** Aborts when the work is to end. */
  readonly signal: AbortSignal;
  /** A folder of this attempt's own. It need not be there yet. */
  readonly folder: string;
  /** Says that it is alive. One whose template has `custom.heartbeatMs` has to call it at least that often. */
  readonly heartbeat: () => void;
}

/** A task that is a function of this process: JSON in, JSON out. */
export type TaskFunction = (
  input: JsonValue,
  context: FunctionContext,
) => Promise<JsonValue | void> | JsonValue | void;

/** The task type of functions. */
export const FUNCTION = "function";

/**
 * Does tasks of type `function` by calling functions of this process, by the name of the task. The input is what the
 * template's `custom.input` holds; what the function returns is written to `outputs.json`. A function that throws a
 * TaskError says whether trying again may help; anything else that is thrown may be tried again. A function doesn't
 * survive its process: after a restart it is called anew, in the same attempt.
 *
 * @param functions by the names of their tasks
 */
export function functionPlugin(functions: Readonly<Record<string, TaskFunction>>): Plugin {
  return callPlugin({
    taskTypes: [FUNCTION],

    heartbeatOf,

    problemOf: (spec, name) =>
      Object.hasOwn(functions, name)
        ? functionProblem(spec)
        : `name: this worker has no function "${name}". Register it, or run a worker that has it.`,

    call: async (work, signal, { beat }) => {
      const { attempt, folder, name } = work;
      return functions[name]?.(inputOf(work), { attempt, folder, signal, heartbeat: beat });
    },
  });
}

/** Says what is wrong with a function's task whatever its name: the time between heartbeats, the input. */
export function functionProblem(spec: Work["spec"]): string | undefined {
  const { custom, interface: given } = spec.taskTemplate ?? {};
  const heartbeat = custom?.["heartbeatMs"];
  if (heartbeat !== undefined && !(typeof heartbeat === "number" && heartbeat > 0)) {
    return `custom.heartbeatMs: ${JSON.stringify(heartbeat)}, and must be a number of milliseconds above 0.`;
  }
  return variablesProblem("custom.input", inputOf({ spec }), given?.inputs);
}

/** Gives how long there may be nothing heard of a function, in milliseconds: `custom.heartbeatMs` of its template. */
export function heartbeatOf({ taskTemplate }: Work["spec"]): number | undefined {
  const heartbeat = taskTemplate?.custom?.["heartbeatMs"];
  return typeof heartbeat === "number" ? heartbeat : undefined;
}

/** Gives the input of a function's task: `custom.input` of its template. */
export function inputOf({ spec }: Pick<Work, "spec">): JsonValue {
  return spec.taskTemplate?.custom?.["input"] ?? null;
}
