import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  CacheMetadataSchema,
  OutputReferencesSchema,
  RunSpecSchema,
  type WorkRecord,
} from "@runledger/proto";
import type { Observation } from "@runledger/state/reconcile";
import type { CachePlace, Store } from "@runledger/store";
import type { Leased } from "../book/work-book.ts";
import type { DriverContext } from "../drive/driver-context.ts";
import { type Known, taskNameOf } from "../drive/known.ts";
import { cacheKey } from "./cache-key.ts";

/** Tells whether an action is a task whose outputs may be taken from the cache. */
export function isCached({ record: { spec } }: Known): boolean {
  return spec.case === "task" && spec.value.taskTemplate?.metadata?.discoverable === true;
}

/** Asks the cache and fills it, for one action. Where the store is away the work is done without. */
export class CacheCalls {
  readonly #store: Store | undefined;
  readonly #claimed: Leased;

  constructor({ store }: Pick<DriverContext, "store">, claimed: Leased) {
    this.#store = store;
    this.#claimed = claimed;
  }

  /** Looks for the outputs. Where nothing is, the action may fill the place, and with `cache_serializable` no other one. */
  async lookUp(known: Known): Promise<Observation> {
    const reserved = { kind: "cache", answer: { kind: "reserved" } } as const;
    try {
      const store = this.#cache();
      if (await this.#overwrites(store)) return reserved;
      const place = this.#placeOf(known);
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
      sourceActionAttempt: { actionId: this.#claimed.action, attempt },
    });
    const entry = {
      outputs: toBinary(OutputReferencesSchema, outputs ?? create(OutputReferencesSchema)),
      source: toBinary(CacheMetadataSchema, source),
    };
    try {
      const place = this.#placeOf(known);
      await this.#cache().transact((transaction) => transaction.fillCache(place, entry));
      return { kind: "published", ok: true };
    } catch {
      return { kind: "published", ok: false };
    }
  }

  /** @throws Error if there is none: a worker behind a gateway does without */
  #cache(): Store {
    if (this.#store === undefined) throw new Error("There is no cache here.");
    return this.#store;
  }

  /** Whether the run wants what is in the cache replaced. */
  async #overwrites(store: Store): Promise<boolean> {
    const { domain = "", name = "", project = "" } = this.#claimed.action.run ?? {};
    const row = await store.getRun({ project, domain, name });
    if (row === undefined) return false;
    return fromBinary(RunSpecSchema, row.spec).cacheConfig?.overwriteCache === true;
  }

  #placeOf(known: Known): CachePlace {
    const { action, actionNumber, runId } = this.#claimed;
    const { domain = "", project = "" } = action.run ?? {};
    const { inputUri, spec } = known.record;
    if (spec.case !== "task") throw new Error("Only the outputs of tasks are cached.");
    const key = cacheKey({ spec: spec.value, name: taskNameOf(known), inputUri });
    return { project, domain, key, runId, actionNumber };
  }
}

function isSerialized({ record: { spec } }: Known): boolean {
  return spec.case === "task" && spec.value.taskTemplate?.metadata?.cacheSerializable === true;
}
