import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { create, type JsonValue } from "@bufbuild/protobuf";
import {
  ActionPhase,
  type ExecutionError,
  ExecutionErrorSchema,
  ExecutionError_ErrorKind,
  OutputReferencesSchema,
} from "@runledger/proto";
import type { PluginResult } from "@runledger/state/reconcile";
import { clip } from "../clip.ts";
import type { Plugin, Work } from "../plugin.ts";
import { OUTPUTS } from "../outputs-file.ts";
import { TaskError } from "../task-error.ts";
import { workKey } from "../work-key.ts";

/** What a function gets beside its input. */
export interface FunctionContext {
  readonly attempt: number;
  /** Aborts when the work is to end. */
  readonly signal: AbortSignal;
  /** A folder of this attempt's own. */
  readonly folder: string;
}

/** A task that is a function of this process: JSON in, JSON out. */
export type TaskFunction = (
  input: JsonValue,
  context: FunctionContext,
) => Promise<JsonValue | void> | JsonValue | void;

interface Call {
  readonly controller: AbortController;
  /** How it ended. Undefined: it hasn't. */
  result: PluginResult | undefined;
  readonly ended: Promise<void>;
}

/** The task type of functions. */
export const FUNCTION = "function";

/**
 * Does tasks of type `function` by calling functions of this process, by the name of the task. The input is what the
 * template's `custom.input` holds; what the function returns is written to `outputs.json`. A function that throws a
 * {@link TaskError} says whether trying again may help; anything else that is thrown may be tried again. A function doesn't
 * survive its process: after a restart it is called anew, in the same attempt.
 *
 * @param functions by the names of their tasks
 */
export function functionPlugin(functions: Readonly<Record<string, TaskFunction>>): Plugin {
  const calls = new Map<string, Call>();
  return {
    taskTypes: [FUNCTION],

    problemOf: (_, name) =>
      Object.hasOwn(functions, name)
        ? undefined
        : `name: this worker has no function "${name}". Register it, or run a worker that has it.`,

    async handle(work) {
      const key = workKey(work);
      const fn = functions[work.name];
      let call = calls.get(key);
      if (call === undefined && fn !== undefined) {
        call = start(fn, work);
        calls.set(key, call);
        // What is done at once is told at once.
        await Promise.race([call.ended, new Promise((resolve) => setImmediate(resolve))]);
      }
      return call?.result ?? { kind: "working", phase: ActionPhase.RUNNING, again: 60_000 };
    },

    async abort(work) {
      const call = calls.get(workKey(work));
      if (call === undefined) return "ended";
      call.controller.abort(new Error("The work is to end."));
      if (call.result === undefined) return "ending";
      calls.delete(workKey(work));
      return "ended";
    },

    async finalize(work) {
      calls.delete(workKey(work));
    },

    // The next worker calls them anew: what they would do from here on would be done twice.
    async close() {
      for (const { controller } of calls.values()) {
        controller.abort(new Error("The worker stops."));
      }
      calls.clear();
    },
  };
}

function start(fn: TaskFunction, work: Work): Call {
  const controller = new AbortController();
  const call: Call = { controller, result: undefined, ended: Promise.resolve() };
  const ended = run(fn, work, controller.signal).then((result) => {
    call.result = result;
    work.wake();
  });
  return Object.assign(call, { ended });
}

async function run(fn: TaskFunction, work: Work, signal: AbortSignal): Promise<PluginResult> {
  const { attempt, files, folder } = work;
  let returned: JsonValue | void;
  try {
    returned = await fn(inputOf(work), { attempt, folder, signal });
  } catch (thrown) {
    return {
      kind: "failed",
      error: toError(thrown),
      retryable: !(thrown instanceof TaskError) || thrown.retryable,
    };
  }
  if (returned === undefined) return { kind: "succeeded" };
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, OUTPUTS), JSON.stringify(returned));
    await files.keep(OUTPUTS);
    const outputs = create(OutputReferencesSchema, { outputUri: files.uriOf(OUTPUTS) });
    return { kind: "succeeded", outputs };
  } catch (error) {
    const kind = ExecutionError_ErrorKind.SYSTEM;
    const message = `The outputs couldn't be written: ${String(error)}`;
    return {
      kind: "failed",
      retryable: true,
      error: create(ExecutionErrorSchema, { code: "Outputs", kind, message: clip(message) }),
    };
  }
}

function inputOf({ spec }: Work): JsonValue {
  return spec.taskTemplate?.custom?.["input"] ?? null;
}

function toError(thrown: unknown): ExecutionError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return create(ExecutionErrorSchema, {
    code: (thrown instanceof TaskError ? thrown.code : error.name).slice(0, 255),
    message: clip(error.stack ?? error.message),
    kind: ExecutionError_ErrorKind.USER,
  });
}
