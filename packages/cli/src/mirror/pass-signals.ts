import { create } from "@bufbuild/protobuf";
import { ActionIdentifierSchema } from "@runledger/proto";
import type { CourierOptions, Errand } from "./courier.ts";
import type { FollowedRun } from "./followed-run.ts";
import type { MirrorCounts } from "./mirror-counts.ts";

/** The first wait before a signal is passed on again, and the longest, in milliseconds. */
const firstWait = 1000;
const longestWait = 300_000;

/** How often a signal was passed on, and when it is again, in milliseconds since 1970. */
interface Delivery {
  readonly tries: number;
  readonly next: number;
}

/**
 * Makes what passes signals upstream that conditions have got in the ledger. The ledger resolves a condition at once; upstream
 * waits until it is told. It is told until it says that the condition has ended, after a random part of a time that doubles up to
 * five minutes.
 */
export function passSignals(options: CourierOptions, counts: MirrorCounts): Errand {
  const { clock, random, recorder, upstream, log } = options;
  const all = new WeakMap<FollowedRun, Map<string, Delivery>>();
  return async (run, signal) => {
    const deliveries = all.get(run) ?? new Map<string, Delivery>();
    all.set(run, deliveries);
    let isDelivered = false;
    for await (const { name, output } of recorder.signalled(run.id)) {
      const { tries, next } = deliveries.get(name) ?? { tries: 0, next: 0 };
      if (run.isOver(name) || clock.now() < next) continue;
      const wait = random() * Math.min(longestWait, firstWait * 2 ** tries);
      deliveries.set(name, { tries: tries + 1, next: clock.now() + wait });
      const action = create(ActionIdentifierSchema, { run: run.id, name });
      await upstream.signal(action, output, signal);
      isDelivered = true;
      counts.signals += 1;
      const fields = { run: run.id.name, action: name };
      log.tell("signal-delivered", `${run.id.name} ${name}: signal passed on`, fields);
    }
    return isDelivered;
  };
}
