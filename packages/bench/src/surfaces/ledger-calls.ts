import { fromBinary, toBinary } from "@bufbuild/protobuf";
import type { Ledger, Report } from "@runledger/ledger";
import { ActionEventSchema } from "@runledger/proto";
import type { Done } from "./client.ts";
import { runId } from "../ledger/told-reports.ts";
import { READ, Reports, WATCHED, type Work } from "./work.ts";

/** A report as one that has come over a wire: objects that it shares with no other, as the library makes them. */
function asDecoded({ event, ...rest }: Report): Report {
  return {
    ...rest,
    event: fromBinary(ActionEventSchema, toBinary(ActionEventSchema, event)),
  };
}

/** Does the same with the ledger alone, in this process, with messages that are there already, decoded. */
export class LedgerCalls {
  readonly #ledger: Ledger;
  readonly #reports = new Reports();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** Makes so many calls, and says how long they took, in milliseconds. */
  async do(work: Work, calls: number): Promise<Done> {
    const batches = this.#reports.take(work, calls).map((batch) => batch.map(asDecoded));
    if (work.kind === "watch") return this.#watch(batches);
    const begin = performance.now();
    if (work.kind === "stream") await this.#stream(batches, work.window);
    else if (work.kind === "record") for (const batch of batches) await this.#ledger.record(batch);
    else for (const _ of batches) await this.#ledger.getActionDetails(READ);
    return { ms: performance.now() - begin };
  }

  /** Records reports on a run, each when a watch of the run has the one before. */
  async #watch(batches: readonly Report[][]): Promise<Done> {
    const ending = new AbortController();
    await this.#ledger.record(batches[0] ?? []);
    const frames = this.#ledger.watchActions(runId(WATCHED), ending)[Symbol.asyncIterator]();
    const has = async (name = ""): Promise<void> => {
      for (;;) {
        const { done, value } = await frames.next();
        if (done === true) throw new Error("the watch has ended");
        const { frame } = value;
        if (frame.case !== "snapshot" && frame.case !== "changed") continue;
        if (frame.value.actions.some(({ action }) => action?.id?.name === name)) return;
      }
    };
    await has(batches[0]?.[0]?.event.id?.name);
    const begin = performance.now();
    for (const batch of batches.slice(1)) {
      await Promise.all([this.#ledger.record(batch), has(batch[0]?.event.id?.name)]);
    }
    const ms = performance.now() - begin;
    ending.abort();
    return { ms };
  }

  /** Records one report a call, so many calls at a time. */
  async #stream(batches: readonly (readonly Report[])[], window: number): Promise<void> {
    const rest = batches.values();
    const one = async (): Promise<void> => {
      for (const batch of rest) await this.#ledger.record(batch);
    };
    await Promise.all(Array.from({ length: window }, one));
  }
}
