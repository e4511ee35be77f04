import { GatewayError } from "../client/gateway-error.ts";
import type { GatewayClient } from "../client/gateway-client.ts";
import { Patience, type PatienceOptions } from "../client/patience.ts";
import { subscribe } from "../client/subscribe.ts";
import { watchActions, type WatchActionsVariables } from "../operations/watch-actions.ts";
import type { WatchFrame } from "./frame.ts";
import { ShownDigest } from "./shown-digest.ts";

/** A frame, or word that a snapshot starts anew because the one before was cut: what was shown so far is void. */
export type WatchEvent = WatchFrame | { readonly kind: "restarted" };

/**
 * Watches the actions of a run until it has settled, or the signal ends it. A connection that is cut is made again, also
 * to another gateway process, and the watch goes on behind the last revision that it was given.
 *
 * Each step is held against the digest that came with it. One that isn't whole counts as a failure, and the watch starts
 * anew.
 *
 * @throws GatewayError once patience is at its end, or where trying again won't help
 */
export async function* watchRun(
  client: GatewayClient,
  variables: WatchActionsVariables,
  patienceOptions: PatienceOptions,
): AsyncGenerator<WatchEvent> {
  const { clock, signal } = patienceOptions;
  const patience = new Patience(patienceOptions);
  let { afterRevision } = variables;
  let hasShown = false;
  // Who resumes from a revision of an earlier time doesn't hold what was shown then.
  const digest = afterRevision === undefined ? new ShownDigest() : undefined;
  while (!signal.aborted) {
    try {
      if (hasShown && afterRevision === undefined) {
        digest?.clear();
        yield { kind: "restarted" };
      }
      const from = { ...variables, ...(afterRevision === undefined ? {} : { afterRevision }) };
      const frames = subscribe(client.options, watchActions, from, { clock, signal });
      for await (const step of wholeSteps(frames)) {
        hasShown = true;
        if (digest !== undefined && !step.every((frame) => digest.take(frame))) {
          afterRevision = undefined;
          throw incomplete(step.at(-1));
        }
        // A snapshot says nothing before it is complete.
        if (step.at(-1)?.kind !== "snapshot") patience.reset();
        for (const frame of step) {
          if (frame.kind !== "snapshot") afterRevision = frame.revision ?? afterRevision;
          yield frame;
          if (frame.kind === "settled") return;
        }
      }
      return;
    } catch (error) {
      await patience.wait(error).catch((last: unknown) => {
        // Whoever asked for the end doesn't ask why the connection ended.
        if (!signal.aborted) throw last;
      });
    }
  }
}

function incomplete(frame: WatchFrame | undefined): GatewayError {
  const at = frame !== undefined && "revision" in frame ? ` ${frame.revision}` : "";
  return new GatewayError(
    "unreachable",
    `What the gateway sent up to revision${at} isn't everything: the digest differs. The watch starts anew.`,
    { code: "INCOMPLETE" },
  );
}

/**
 * Holds frames back until the step that they are part of is whole. One that is cut in the middle of a step resumes before
 * it, so what it had of the step must not be shown: the gateway withdraws only what was to be seen before and after.
 */
async function* wholeSteps(
  frames: AsyncIterable<WatchFrame>,
): AsyncGenerator<readonly WatchFrame[]> {
  let step: WatchFrame[] = [];
  for await (const frame of frames) {
    step.push(frame);
    if (frame.kind === "changed" && frame.revision === undefined) continue;
    yield step;
    step = [];
  }
}
