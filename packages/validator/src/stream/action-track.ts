import { create } from "@bufbuild/protobuf";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import type { ActionPhase } from "@runledger/proto/core/v1";
import {
  AbortInfoSchema,
  ActionEventSchema,
  type ActionMetadata,
  ActionMetadataSchema,
  type ActionRecord,
} from "@runledger/proto/run/v1";
import {
  actionPhaseLifecycle as lifecycle,
  attemptOf,
  emptyRecord,
  foldReport,
  isFinal,
  phaseOf,
  requestAbort,
} from "@runledger/state";
import type { Standing, Step, Track } from "./track.ts";

/** How many standings are shared at a time. Real streams have some hundred; what makes more can only cost time. */
const mostStandings = 20_000;

/**
 * A standing, and what was found to follow from it. The ledger's own fold judges each step once; after that the answer is
 * known for every action of which the same is known. What legality depends on is which phases are known of which attempt,
 * so reports without details lead through all the standings that there are.
 */
class ActionStanding implements Standing {
  readonly phase: number;
  readonly attempt: number;
  readonly isFinal: boolean;
  readonly #record: ActionRecord;
  readonly #metadata: ActionMetadata | undefined;
  readonly #steps = new Map<number, Step>();

  constructor(record: ActionRecord, metadata: ActionMetadata | undefined) {
    this.#record = record;
    this.#metadata = metadata;
    this.phase = phaseOf(record);
    this.attempt = attemptOf(record);
    this.isFinal = isFinal(record, metadata);
  }

  step(attempt: number, phase: number): Step {
    // Phases are small numbers; one that isn't is no phase, whatever it is.
    const key = attempt * 256 + (phase >= 0 && phase < 255 ? phase : 255);
    let step = phase >= 0 && phase < 255 ? this.#steps.get(key) : undefined;
    if (step === undefined) {
      step = this.#fold(attempt, phase);
      if (this.#steps.size < 1024) this.#steps.set(key, step);
    }
    return step;
  }

  abort(): Standing {
    const time = create(TimestampSchema);
    const info = create(AbortInfoSchema);
    const result = requestAbort(this.#record, this.#metadata, info, { time, engine: "" });
    return result.kind === "ended" ? this : share(result.record, this.#metadata);
  }

  #fold(attempt: number, phase: number): Step {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- An open enum carries any number.
    const event = create(ActionEventSchema, { attempt, phase: phase as ActionPhase });
    const result = foldReport(this.#record, this.#metadata, event);
    const { phase: from, attempt: fromAttempt } = this;
    if ("record" in result) {
      const next = share(result.record, this.#metadata);
      return {
        kind: result.kind,
        rule: undefined,
        message: "",
        legal: [],
        from,
        fromAttempt,
        next,
      };
    }
    if (result.kind === "duplicate") throw new Error("A report without a key can't be a repeat.");
    const { rule, message, legal } = result;
    return { kind: "rejected", rule, message, legal, from, fromAttempt, next: this };
  }
}

const standings = new Map<string, ActionStanding>();

/** Gets the one standing of which the same is known. */
function share(record: ActionRecord, metadata: ActionMetadata | undefined): ActionStanding {
  const key = keyOf(record, metadata);
  let standing = standings.get(key);
  if (standing === undefined) {
    // Whoever stands on an old one keeps it; new ones are found again.
    if (standings.size >= mostStandings) standings.clear();
    standing = new ActionStanding(record, metadata);
    standings.set(key, standing);
  }
  return standing;
}

function keyOf({ abort, attempts }: ActionRecord, metadata: ActionMetadata | undefined): string {
  const parts = attempts.map(({ attempt }) => {
    const phases = attempt?.phaseTransitions.map(({ phase }) => phase).join(",");
    return `${attempt?.attempt}:${phases}`;
  });
  return `${abort === undefined ? "" : "aborted"}|${metadata?.maxAttempts ?? 0}|${parts.join("|")}`;
}

/** Actions, as the ledger judges them. */
export const actionTrack: Track = {
  name: "action",
  lifecycle,
  hasVersions: true,
  start: (maxAttempts) =>
    share(
      emptyRecord(),
      maxAttempts === 0 ? undefined : create(ActionMetadataSchema, { maxAttempts }),
    ),
};
