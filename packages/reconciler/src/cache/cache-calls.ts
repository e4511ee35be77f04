import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  type ActionIdentifier,
  CacheMetadataSchema,
  OutputReferencesSchema,
  RunSpecSchema,
  type WorkRecord,
} from "@runledger/proto";
import type { Observation } from "@runledger/state/reconcile";
import type { CachePlace, ClaimedWork } from "@runledger/store";
import type { DriverContext } from "../drive/driver-context.ts";
import { type Known, taskNameOf } from "../drive/known.ts";
import { cacheKey } from "./cache-key.ts";

/** Tells whether an action is a task whose outputs may be taken from the cache. */
export function isCached({ record: { spec } }: Known): boolean {
  return spec.case === "task" && spec.value.taskTemplate?.metadata?.discoverable === true;
}

/** Asks the cache and fills it, for one action. Where the store is away the work is done without. */
export class CacheCalls {
  readonly #context: Pick<DriverContext, "store">;
  readonly #claimed: ClaimedWork;
  readonly #id: ActionIdentifier;

  constructor(context: Pick<DriverContext, "store">, claimed: ClaimedWork, id: ActionIdentifier) {
    this.#context = context;
    this.#claimed = claimed;
    this.#id = id;
  }

  /** Looks for the outputs. Where nothing is, the action may fill the place, and with `cache_serializable` no other one. */
  async lookUp(known: Known): Promise<Observation> {
    const reserved = { kind: "cache", answer: { kind: "reserved" } } as const;
    try {
      if (await this.#overwrites()) return reserved;
      const place = this.#placeOf(known);
      const { store } = this.#context;
      const found = await store.transact((transaction) => transaction.reserveCache(place));
      if (found.kind === "filled") {
        const outputs = fromBinary(OutputReferencesSchema, found.entry.outputs);
        const metadata = fromBinary(CacheMetadataSchema, found.entry.source);
        return { kind: "cache", answer: { kind: "hit", outputs, metadata } };
      }
      return found.kind === "filling" && isSerialized(known)
        ? { kind: "cache", answer: { kind: "filling" } }
        : reserved;
    } catch {
      return { kind: "cache", answer: { kind: "unavailable" } };
    }
  }

  /** Puts the outputs of finished work into the cache. */
  async publish(known: Known, { attempt, outputs }: WorkRecord): Promise<Observation> {
    const source = create(CacheMetadataSchema, {
      sourceActionAttempt: { actionId: this.#id, attempt },
    });
    const entry = {
      outputs: toBinary(OutputReferencesSchema, outputs ?? create(OutputReferencesSchema)),
      source: toBinary(CacheMetadataSchema, source),
    };
    try {
      const place = this.#placeOf(known);
      await this.#context.store.transact((transaction) => transaction.fillCache(place, entry));
      return { kind: "published", ok: true };
    } catch {
      return { kind: "published", ok: false };
    }
  }

  /** Whether the run wants what is in the cache replaced. */
  async #overwrites(): Promise<boolean> {
    const { domain, project, run } = this.#claimed;
    const row = await this.#context.store.getRun({ project, domain, name: run });
    if (row === undefined) return false;
    return fromBinary(RunSpecSchema, row.spec).cacheConfig?.overwriteCache === true;
  }

  #placeOf(known: Known): CachePlace {
    const { actionNumber, domain, project, runId } = this.#claimed;
    const { inputUri, spec } = known.record;
    if (spec.case !== "task") throw new Error("Only the outputs of tasks are cached.");
    const key = cacheKey({ spec: spec.value, name: taskNameOf(known), inputUri });
    return { project, domain, key, runId, actionNumber };
  }
}

function isSerialized({ record: { spec } }: Known): boolean {
  return spec.case === "task" && spec.value.taskTemplate?.metadata?.cacheSerializable === true;
}
