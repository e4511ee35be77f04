import type { PlannedReport } from "../plan/plan.ts";
import type { Answer } from "./answer.ts";
import { pace, type PaceOptions } from "./pace.ts";
import { Tally } from "./tally.ts";

/** How to send. */
export interface SendOptions extends PaceOptions {
  /** How many batches may be on their way at a time, at least 1. The ledger doesn't mind their order. */
  readonly concurrency: number;
  /** Sends a batch and answers for each report in it, in order. Tries again by itself as long as that may help. */
  readonly send: (batch: readonly PlannedReport[]) => Promise<readonly Answer[]>;
  /** Is told after each answer: what the counts are, and how far the story has been told, in milliseconds. */
  readonly onProgress?: (tally: Tally, at: number) => void;
}

/** How the sending ended. What was counted by then is true in any case. */
export type SendResult =
  /** Every report was answered for. */
  | { readonly kind: "sent"; readonly tally: Tally }
  /** The signal ended it. What was on its way has been waited for. */
  | { readonly kind: "stopped"; readonly tally: Tally }
  /** A batch could not be sent. */
  | { readonly kind: "failed"; readonly tally: Tally; readonly error: unknown };

/** Sends reports in batches, each when it is due, a few at a time. */
export async function sendReports(
  reports: readonly PlannedReport[],
  options: SendOptions,
): Promise<SendResult> {
  const tally = new Tally();
  const failures: unknown[] = [];
  const broken = new AbortController();
  const signal = AbortSignal.any([options.signal, broken.signal]);
  const onTheirWay = new Set<Promise<void>>();

  const sendBatch = async (batch: readonly PlannedReport[]): Promise<void> => {
    try {
      tally.add(batch, await options.send(batch));
      options.onProgress?.(tally, batch.at(-1)?.at ?? 0);
    } catch (error) {
      failures.push(error);
      broken.abort();
    }
  };

  for await (const batch of pace(reports, { ...options, signal })) {
    const sending = sendBatch(batch).finally(() => onTheirWay.delete(sending));
    onTheirWay.add(sending);
    if (onTheirWay.size >= options.concurrency) await Promise.race(onTheirWay);
  }
  await Promise.all(onTheirWay);
  if (tally.answered === reports.length) return { kind: "sent", tally };
  if (options.signal.aborted) return { kind: "stopped", tally };
  return { kind: "failed", tally, error: failures[0] };
}
