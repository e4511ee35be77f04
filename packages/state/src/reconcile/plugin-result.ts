import type { ActionPhase, ExecutionError, LogContext, TaskLog } from "@runledger/proto/core/v1";
import type { ClusterEvent, OutputReferences } from "@runledger/proto/run/v1";

/** What a plugin keeps between two calls, and the version of its form, which the plugin counts. At most 64 KiB. */
export interface PluginState {
  readonly version: number;
  readonly bytes: Uint8Array;
}

/** What a plugin tells of work beside the phase that it is in. */
export interface WorkDetails {
  readonly logs?: readonly TaskLog[];
  readonly logContext?: LogContext;
  readonly clusterEvents?: readonly ClusterEvent[];
  readonly cluster?: string;
}

/** What a plugin says of the work of one attempt. */
export type PluginResult = (
  | {
      /** It waits, is set up or is under way. */
      readonly kind: "working";
      /** Any phase that has not ended and waits for no signal. */
      readonly phase: ActionPhase;
      /** After how many milliseconds to ask again. Default: the policy's. A plugin that calls back may take long. */
      readonly again?: number;
    }
  | { readonly kind: "succeeded"; readonly outputs?: OutputReferences }
  | {
      /**
       * It went wrong. Whose fault it was, the error's kind says: a failure of the platform is tried again within the
       * attempt, and any other one in another attempt.
       */
      readonly kind: "failed";
      readonly error: ExecutionError;
      /** Whether trying again may cure it. */
      readonly retryable: boolean;
    }
) & {
  readonly details?: WorkDetails;
  /** What to keep until the next call. Left out: what was kept before. */
  readonly state?: PluginState;
};
