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
import { failureOf } from "../process/failure-of.ts";
import type { Plugin, Work } from "../plugin.ts";
import { TaskError } from "../task-error.ts";
import { ThreadEnded } from "../threads/thread-ended.ts";
import { workKey } from "../work-key.ts";

/** What a plugin does that calls something in this process. */
export interface Caller extends Pick<
  Plugin,
  "coordinates" | "problemOf" | "taskTypes" | "timeoutOf"
> {
  /** Does the work, and gives its outputs. */
  readonly call: (work: Work, signal: AbortSignal, told: CallTold) => Promise<JsonValue | void>;
  /** Whether a call may wait until it begins, and tells when it does. Default: it begins at once. */
  readonly waits?: boolean;
  /** How long there may be nothing heard of a call, in milliseconds. Undefined: as long as it likes. */
  readonly heartbeatOf?: (spec: Work["spec"]) => number | undefined;
  /** Ends what the calls stand on. */
  readonly close?: () => Promise<void>;
}

/** What a call tells while it is under way. */
export interface CallTold {
  /** It has begun. */
  readonly began: () => void;
  /** It is alive. */
  readonly beat: () => void;
}

interface Call {
  readonly controller: AbortController;
  hasBegun: boolean;
  /** When something was heard of it last, in milliseconds of `performance.now()`. */
  heardAt: number;
  /** How it ended. Undefined: it hasn't. */
  result: PluginResult | undefined;
  readonly ended: Promise<void>;
}

/**
 * Makes a plugin that calls something in this process. What it returns is written to `outputs.json`. A {@link TaskError} says
 * whether trying again may help; what the ledger throws is a failure of the platform; anything else may be tried again. A
 * call doesn't survive its process: after a restart it is made anew, in the same attempt.
 */
export function callPlugin({ close, heartbeatOf, ...caller }: Caller): Plugin {
  const { call: _, waits: __, ...rest } = caller;
  const calls = new Map<string, Call>();
  return {
    ...rest,
    volatile: true,

    async handle(work) {
      const key = workKey(work);
      let call = calls.get(key);
      if (call === undefined) {
        call = start(caller, work);
        calls.set(key, call);
        // What is done at once is told at once.
        await Promise.race([call.ended, new Promise((resolve) => setImmediate(resolve))]);
      }
      return call.result ?? underWay(call, heartbeatOf?.(work.spec));
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
      await close?.();
    },
  };
}

/** After how long a call is looked after that tells its end by itself, in milliseconds. */
const LOOK = 60_000;

/** Says that a call is under way, or that nothing was heard of it for too long: then it is ended, and made anew. */
function underWay({ hasBegun, heardAt }: Call, heartbeat: number | undefined): PluginResult {
  if (!hasBegun) return { kind: "working", phase: ActionPhase.WAITING_FOR_RESOURCES, again: LOOK };
  const left = heartbeat === undefined ? LOOK : heardAt + heartbeat - performance.now();
  if (left > 0) {
    return { kind: "working", phase: ActionPhase.RUNNING, again: Math.min(LOOK, left + 1) };
  }
  const message = `heartbeatMs: nothing was heard of the function for ${heartbeat} ms. Call heartbeat() more often, or allow more.`;
  return failureOf("NoHeartbeat", "SYSTEM", true, message);
}

function start({ call: callee, waits }: Pick<Caller, "call" | "waits">, work: Work): Call {
  const controller = new AbortController();
  const call: Call = {
    controller,
    hasBegun: waits !== true,
    heardAt: performance.now(),
    result: undefined,
    ended: Promise.resolve(),
  };
  const told: CallTold = {
    began() {
      call.hasBegun = true;
      call.heardAt = performance.now();
      work.wake();
    },
    beat() {
      call.heardAt = performance.now();
    },
  };
  const ended = run(() => callee(work, controller.signal, told), work, controller.signal).then(
    (result) => {
      call.result = result;
      work.wake();
    },
  );
  return Object.assign(call, { ended });
}

async function run(
  callee: () => Promise<JsonValue | void>,
  work: Work,
  signal: AbortSignal,
): Promise<PluginResult> {
  let returned: JsonValue | void;
  try {
    returned = await callee();
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
  const isPlatform = thrown instanceof LedgerError || thrown instanceof ThreadEnded;
  const kind = isPlatform ? ExecutionError_ErrorKind.SYSTEM : ExecutionError_ErrorKind.USER;
  return create(ExecutionErrorSchema, {
    code: (thrown instanceof TaskError ? thrown.code : error.name).slice(0, 255),
    message: clip(thrown instanceof TaskError ? error.message : (error.stack ?? error.message)),
    kind,
  });
}
