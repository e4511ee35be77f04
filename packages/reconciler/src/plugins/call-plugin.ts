import { create, type JsonValue } from "@bufbuild/protobuf";
import { LedgerError } from "@runledger/ledger";
import {
  ActionPhase,
  type ExecutionError,
  ExecutionErrorSchema,
  ExecutionError_ErrorKind,
} from "@runledger/proto";
import type { PluginResult } from "@runledger/state/reconcile";
import { clip } from "../clip.ts";
import { OUTPUTS } from "../outputs-file.ts";
import { outputsFailure } from "../outputs/outputs-failure.ts";
import { writeOutputs } from "../outputs/write-outputs.ts";
import type { Plugin, Work } from "../plugin.ts";
import { TaskError } from "../task-error.ts";
import { workKey } from "../work-key.ts";

/** What a plugin does that calls something in this process. */
export interface Caller extends Pick<
  Plugin,
  "coordinates" | "problemOf" | "taskTypes" | "timeoutOf"
> {
  /** Does the work, and gives its outputs. */
  readonly call: (work: Work, signal: AbortSignal) => Promise<JsonValue | void>;
}

interface Call {
  readonly controller: AbortController;
  /** How it ended. Undefined: it hasn't. */
  result: PluginResult | undefined;
  readonly ended: Promise<void>;
}

/**
 * Makes a plugin that calls something in this process. What it returns is written to `outputs.json`. A {@link TaskError} says
 * whether trying again may help; what the ledger throws is a failure of the platform; anything else may be tried again. A
 * call doesn't survive its process: after a restart it is made anew, in the same attempt.
 */
export function callPlugin({ call: callee, ...rest }: Caller): Plugin {
  const calls = new Map<string, Call>();
  return {
    ...rest,
    volatile: true,

    async handle(work) {
      const key = workKey(work);
      let call = calls.get(key);
      if (call === undefined) {
        call = start(callee, work);
        calls.set(key, call);
        // What is done at once is told at once.
        await Promise.race([call.ended, new Promise((resolve) => setImmediate(resolve))]);
      }
      return call.result ?? { kind: "working", phase: ActionPhase.RUNNING, again: 60_000 };
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

function start(callee: Caller["call"], work: Work): Call {
  const controller = new AbortController();
  const call: Call = { controller, result: undefined, ended: Promise.resolve() };
  const ended = run(callee, work, controller.signal).then((result) => {
    call.result = result;
    work.wake();
  });
  return Object.assign(call, { ended });
}

async function run(callee: Caller["call"], work: Work, signal: AbortSignal): Promise<PluginResult> {
  let returned: JsonValue | void;
  try {
    returned = await callee(work, signal);
  } catch (thrown) {
    const retryable = !(thrown instanceof TaskError) || thrown.retryable;
    return { kind: "failed", error: toError(thrown), retryable };
  }
  // Of one that was told to end nothing is wanted any more; another worker may be writing its outputs.
  if (signal.aborted) return { kind: "succeeded" };
  const failure = outputsFailure(work.spec, returned ?? undefined);
  if (failure !== undefined) return failure;
  if (returned === undefined) return { kind: "succeeded" };
  try {
    const outputs = await writeOutputs(work, OUTPUTS, returned);
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

function toError(thrown: unknown): ExecutionError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const kind =
    thrown instanceof LedgerError ? ExecutionError_ErrorKind.SYSTEM : ExecutionError_ErrorKind.USER;
  return create(ExecutionErrorSchema, {
    code: (thrown instanceof TaskError ? thrown.code : error.name).slice(0, 255),
    message: clip(thrown instanceof TaskError ? error.message : (error.stack ?? error.message)),
    kind,
  });
}
