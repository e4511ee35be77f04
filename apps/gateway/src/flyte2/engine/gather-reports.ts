import type { Ledger, ReportResult } from "@runledger/ledger";
import type { ActionEvent } from "@runledger/proto";
import { present } from "../present.ts";

/** How many reports are recorded together at most: as many as one stream has under way. */
const most = 256;

interface Waiting {
  readonly event: ActionEvent;
  readonly resolve: (result: ReportResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes a function that records one report. Those that come in the same turn of the event loop, by whatever streams, are
 * recorded by one call of the ledger: a message of a stream is read by itself, so that each would have a transaction of its own.
 * Where the ledger takes them together as ill, each is recorded by itself, and has its own answer or error.
 *
 * @param defer calls what it is given once this turn's messages are read
 */
export function gatherReports(
  ledger: Pick<Ledger, "record">,
  defer: (run: () => void) => void = setImmediate,
): (event: ActionEvent) => Promise<ReportResult> {
  let waiting: Waiting[] = [];
  const flush = (): void => {
    const group = waiting;
    waiting = [];
    if (group.length > 0) void recordAll(ledger, group);
  };
  return (event) =>
    new Promise((resolve, reject) => {
      const count = waiting.push({ event, resolve, reject });
      if (count === 1) defer(flush);
      else if (count === most) flush();
    });
}

async function recordAll(ledger: Pick<Ledger, "record">, group: readonly Waiting[]): Promise<void> {
  try {
    const results = await ledger.record(group.map(({ event }) => ({ event })));
    for (const [i, { resolve }] of group.entries()) resolve(present(results[i]));
  } catch (error) {
    const [only, ...others] = group;
    if (others.length === 0) return only?.reject(error);
    await Promise.all(group.map((each) => recordAll(ledger, [each])));
  }
}
