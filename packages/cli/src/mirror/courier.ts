import { GatewayError } from "../client/gateway-error.ts";
import type { FollowedRun } from "./followed-run.ts";
import type { MirrorCounts } from "./mirror-counts.ts";
import type { MirrorLog } from "./mirror-log.ts";
import type { Recorder } from "./recorder.ts";
import type { Upstream } from "./upstream.ts";
import type { WaitsOptions } from "./waits.ts";

/** What passing requests on takes. */
export interface CourierOptions extends WaitsOptions {
  readonly upstream: Upstream;
  readonly recorder: Recorder;
  readonly log: MirrorLog;
  /** How often to ask the ledger, in milliseconds. */
  readonly abortsEvery: number;
}

/** Passes on what is asked for in the ledger of one run. @returns whether anything was passed on */
export type Errand = (run: FollowedRun, signal: AbortSignal) => Promise<boolean>;

/** Goes from run to run, and passes upstream what people have asked for in the ledger. */
export class Courier {
  readonly #options: Pick<CourierOptions, "clock" | "log" | "abortsEvery">;
  readonly #counts: MirrorCounts;
  readonly #errands: readonly Errand[];

  constructor(
    options: Pick<CourierOptions, "clock" | "log" | "abortsEvery">,
    counts: MirrorCounts,
    errands: readonly Errand[],
  ) {
    this.#options = options;
    this.#counts = counts;
    this.#errands = errands;
  }

  /** Goes on until the signal is aborted. @param onDelivered is told of runs that may have changed by it */
  async serve(
    runs: () => readonly FollowedRun[],
    onDelivered: (run: FollowedRun) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { clock, abortsEvery } = this.#options;
    for (; !signal.aborted; await clock.sleep(abortsEvery, signal)) {
      for (const run of runs()) {
        if (!run.isDeclared) continue;
        for (const errand of this.#errands) {
          if (signal.aborted) return;
          if (await this.#tried(run, errand, signal)) onDelivered(run);
        }
      }
    }
  }

  async #tried(run: FollowedRun, errand: Errand, signal: AbortSignal): Promise<boolean> {
    try {
      return await errand(run, signal);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      if (signal.aborted) return false;
      this.#counts.troubles += 1;
      const fields = { run: run.id.name, message: error.message, code: error.code };
      this.#options.log.tell("trouble", `${error.message}; trying again`, fields);
      return false;
    }
  }
}
