import type { ActionIdentifier, TaskSpec } from "@runledger/proto";
import type { AttemptFiles } from "./attempt-files.ts";
import type { PluginResult, PluginState } from "@runledger/state/reconcile";

/** The work of one attempt, as a plugin sees it. */
export interface Work {
  readonly action: ActionIdentifier;
  readonly attempt: number;
  readonly spec: TaskSpec;
  /** The name to show: the task's. */
  readonly name: string;
  /** Where inputs lie. Empty: nobody has said. */
  readonly inputUri: string;
  /** A folder of this attempt's own, for logs and outputs. It need not be there yet. */
  readonly folder: string;
  /** What is to be kept of the attempt, and said to lie somewhere: outputs, logs. */
  readonly files: AttemptFiles;
  /** What the plugin kept at the call before. Undefined: nothing, or nothing yet. */
  readonly state: PluginState | undefined;
  /** Has the reconciler ask again at once: something has happened. */
  wake(): void;
}

/**
 * Does the work of some task types. Each call may be repeated: after a crash nobody knows whether the one before came
 * through. What it throws is taken as a failure of the platform, and tried again.
 */
export interface Plugin {
  /** The task types that it takes. */
  readonly taskTypes: readonly string[];
  /**
   * Whether its work waits for other actions, and does nothing much itself. It then takes no place of the limits of concurrency:
   * work that waits for work would otherwise keep out what it waits for. Default: false.
   */
  readonly coordinates?: boolean;
  /**
   * Whether its work lives in the worker's process and ends with it, and `handle` soon returns. It is then called before anything is
   * written down, and `finalize` after: a commit for each, which short work would spend most of its time on. Default: false.
   */
  readonly volatile?: boolean;
  /** Says what is wrong with a spec, in a sentence that names the field and the way out. Undefined: nothing. */
  problemOf?(spec: TaskSpec, name: string): string | undefined;
  /** How long an attempt may take, in milliseconds. Undefined: as long as it likes. */
  timeoutOf?(spec: TaskSpec): number | undefined;
  /** Starts the work, or says how far it is. Doesn't wait for its end. */
  handle(work: Work): Promise<PluginResult>;
  /** Ends the work. `ended`: it is gone, or was never there. `ending`: it knows, and takes its time. */
  abort(work: Work): Promise<"ended" | "ending">;
  /** Clears away what the work has left behind, once it has ended by itself. Outputs and logs stay. */
  finalize(work: Work): Promise<void>;
  /** Lets go of everything: the worker stops. No other call is under way, and none comes after it. */
  close?(): Promise<void>;
}
