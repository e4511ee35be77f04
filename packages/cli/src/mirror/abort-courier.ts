import { create } from "@bufbuild/protobuf";
import { ActionIdentifierSchema } from "@runledger/proto";
import { ROOT_ACTION } from "@runledger/state";
import { GatewayError } from "../client/gateway-error.ts";
import type { OpenAbort } from "../operations/open-aborts.ts";
import type { FollowedRun } from "./followed-run.ts";
import type { MirrorCounts } from "./mirror-counts.ts";
import type { MirrorLog } from "./mirror-log.ts";
import type { Recorder } from "./recorder.ts";
import type { Upstream } from "./upstream.ts";
import type { WaitsOptions } from "./waits.ts";

/** What passing aborts on takes. */
export interface CourierOptions extends WaitsOptions {
  readonly upstream: Upstream;
  readonly recorder: Recorder;
  readonly log: MirrorLog;
  /** How often to ask the ledger, in milliseconds. */
  readonly abortsEvery: number;
}

/** The first wait before an abort is passed on again, and the longest, in milliseconds. */
const firstWait = 1000;
const longestWait = 300_000;

/** How often an abort was passed on, and when it is again, in milliseconds since 1970. */
interface Delivery {
  readonly tries: number;
  readonly next: number;
}

/**
 * Passes aborts that are requested in the ledger upstream. A request is open until upstream says that the work has ended, which
 * the mirror reports; until then it is passed on again, after a random part of a time that doubles up to five minutes.
 */
export class AbortCourier {
  readonly #options: CourierOptions;
  readonly #counts: MirrorCounts;
  readonly #deliveries = new WeakMap<FollowedRun, Map<string, Delivery>>();

  constructor(options: CourierOptions, counts: MirrorCounts) {
    this.#options = options;
    this.#counts = counts;
  }

  /** Goes on until the signal is aborted. @param onDelivered is told of runs that may have changed by it */
  async serve(
    runs: () => readonly FollowedRun[],
    onDelivered: (run: FollowedRun) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { clock, abortsEvery, log } = this.#options;
    for (; !signal.aborted; await clock.sleep(abortsEvery, signal)) {
      for (const run of runs()) {
        if (signal.aborted) return;
        try {
          if (await this.#deliver(run, signal)) onDelivered(run);
        } catch (error) {
          if (!(error instanceof GatewayError)) throw error;
          if (signal.aborted) return;
          this.#counts.troubles += 1;
          const fields = { run: run.id.name, message: error.message, code: error.code };
          log.tell("trouble", `${error.message}; trying again`, fields);
        }
      }
    }
  }

  /** @returns whether anything was passed on */
  async #deliver(run: FollowedRun, signal: AbortSignal): Promise<boolean> {
    const { recorder, clock, random } = this.#options;
    if (!run.isDeclared) return false;
    const open: OpenAbort[] = [];
    for await (const abort of recorder.openAborts(run.id)) open.push(abort);
    const names = new Set(open.map(({ name }) => name));
    const deliveries = this.#deliveries.get(run) ?? new Map<string, Delivery>();
    this.#deliveries.set(run, deliveries);
    let isDelivered = false;
    for (const abort of open) {
      // What is below an action goes with it.
      if (names.has(abort.parent)) continue;
      const { tries = 0, next = 0 } = deliveries.get(abort.name) ?? {};
      if (clock.now() < next) continue;
      const wait = random() * Math.min(longestWait, firstWait * 2 ** tries);
      deliveries.set(abort.name, { tries: tries + 1, next: clock.now() + wait });
      await this.#pass(run, abort, signal);
      isDelivered = true;
    }
    return isDelivered;
  }

  async #pass(
    { id }: FollowedRun,
    { name, reason }: OpenAbort,
    signal: AbortSignal,
  ): Promise<void> {
    const { upstream, log } = this.#options;
    if (name === ROOT_ACTION) await upstream.abortRun(id, reason, signal);
    else {
      const action = create(ActionIdentifierSchema, { run: id, name });
      await upstream.abortAction(action, reason, signal);
    }
    this.#counts.aborts += 1;
    const fields = { run: id.name, action: name };
    log.tell("abort-delivered", `${id.name} ${name}: abort passed on`, fields);
  }
}
