import type { EntityColumn, Filter, Sort } from "@runledger/store";
import type { Page } from "./page.ts";

/** Names what is registered: its sort ("project", "task"), and whose it is. What a sort has none of is empty. */
export interface EntityName {
  readonly kind: string;
  readonly project: string;
  readonly domain: string;
  readonly name: string;
  readonly version: string;
}

/** What is registered under a name. */
export interface Entity extends EntityName {
  /** What people call it. */
  readonly title: string;
  /** What its sort counts its states by; 0 to begin with. */
  readonly state: number;
  readonly createdBy: string;
  /** In microseconds since 1970. */
  readonly createdAt: number;
  /** In microseconds since 1970. */
  readonly updatedAt: number;
  /** Its message, as protobuf. Empty for a project that is known by its runs only. */
  readonly body: Uint8Array;
}

/** What to register. */
export type NewEntity = EntityName & Pick<Entity, "title" | "createdBy" | "body">;

/** What to change of what is registered. */
export type EntityUpdate = EntityName & Pick<Entity, "title" | "state" | "body">;

/**
 * What came of registering: `known` where the same was registered already, `taken` where something else was, which stays as
 * it is.
 */
export interface CreateEntityResult {
  readonly kind: "created" | "known" | "taken";
  readonly entity: Entity;
}

/** What to list of one sort. */
export interface ListEntitiesQuery {
  readonly kind: string;
  readonly filter?: Filter<EntityColumn>;
  /** Default: the newest first. */
  readonly sort?: Sort<EntityColumn>;
  /** A cursor of the page before. */
  readonly after?: string;
  /** Default: 100, or `limits.pageSize` where that is lower. */
  readonly limit?: number;
}

/**
 * What is registered beside the runs: projects, and what was deployed to be run. A project is registered with its first run.
 *
 * Every call may throw a LedgerError of kind `invalid`, `limit`, `unavailable`, `storage` or `closed`.
 */
export interface LedgerEntities {
  /** Registers something, unless something is registered under its name. */
  createEntity(entity: NewEntity): Promise<CreateEntityResult>;
  /** Changes what is registered, and returns it as it is then; undefined where there is nothing. */
  updateEntity(update: EntityUpdate): Promise<Entity | undefined>;
  getEntity(name: EntityName): Promise<Entity | undefined>;
  listEntities(query: ListEntitiesQuery): Promise<Page<Entity>>;
}
