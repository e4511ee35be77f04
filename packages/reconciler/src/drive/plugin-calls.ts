import { join } from "node:path";
import type { ActionIdentifier, WorkRecord } from "@runledger/proto";
import type { Observation } from "@runledger/state/reconcile";
import { attemptFiles } from "../attempt-files.ts";
import { clip } from "../clip.ts";
import type { Plugin, Work } from "../plugin.ts";
import { workKey } from "../work-key.ts";
import type { DriverContext } from "./driver-context.ts";
import { type Known, taskNameOf, taskTypeOf } from "./known.ts";

/** What a plugin is called about. */
export interface Called {
  readonly known: Known;
  readonly work: WorkRecord;
  readonly attempt: number;
}

/** Calls the plugin of an action, and tells what came of it: throwing is an observation too. */
export class PluginCalls {
  readonly #context: DriverContext;
  readonly #id: ActionIdentifier;
  readonly #wake: () => void;

  /** @param wake is called when a plugin has news */
  constructor(context: DriverContext, id: ActionIdentifier, wake: () => void) {
    this.#context = context;
    this.#id = id;
    this.#wake = wake;
  }

  /** Has the work started, or asks how far it is. */
  async handle(called: Called): Promise<Observation> {
    const { attempt } = called;
    const plugin = this.#pluginOf(called);
    if (plugin === undefined) return threw(attempt, "No plugin takes the task any more.");
    try {
      return { kind: "answered", attempt, result: await plugin.handle(this.#workOf(called)) };
    } catch (error) {
      return threw(attempt, String(error instanceof Error ? (error.stack ?? error) : error));
    }
  }

  /** Has the work ended, or what it left behind cleared away. */
  async clean(step: "abort" | "finalize", called: Called): Promise<Observation> {
    const plugin = this.#pluginOf(called);
    if (plugin === undefined) return { kind: "cleaned" };
    try {
      const work = this.#workOf(called);
      if (step === "abort") {
        const ended = await plugin.abort(work);
        return ended === "ended" ? { kind: "cleaned" } : { kind: "ending" };
      }
      await plugin.finalize(work);
      return { kind: "cleaned" };
    } catch (error) {
      return { kind: "not-cleaned", message: clip(String(error)) };
    }
  }

  #pluginOf({ known }: Called): Plugin | undefined {
    return this.#context.plugins.get(taskTypeOf(known));
  }

  #workOf({ attempt, known, work }: Called): Work {
    const { inputUri, spec } = known.record;
    if (spec.case !== "task") throw new Error("Only tasks are given to plugins.");
    const { pluginState, pluginStateVersion } = work;
    const named = { action: this.#id, attempt };
    const place = { ...named, folder: join(this.#context.folder, workKey(named)) };
    const isKept = pluginState.length > 0 || pluginStateVersion > 0;
    return {
      ...place,
      spec: spec.value,
      name: taskNameOf(known),
      inputUri,
      files: attemptFiles(this.#context.blobs, place),
      state: isKept ? { version: pluginStateVersion, bytes: pluginState } : undefined,
      wake: this.#wake,
    };
  }
}

/** Says that a plugin has failed, which is the platform's fault. */
export function threw(attempt: number, message: string): Observation {
  return { kind: "threw", attempt, message: clip(message) };
}
