import type { Entity, EntityName, Ledger } from "@runledger/ledger";
import type { Identifier } from "@runledger/proto/flyteidl/core";
import { GatewayError } from "../../errors/gateway-error.ts";
import { kinds, notRegistered, type RegisteredType, versionName } from "./kinds.ts";

/** What a version is registered with. */
interface Registration {
  readonly title: string;
  readonly body: Uint8Array;
}

/**
 * Registers a version, and its name with it.
 *
 * @throws GatewayError ALREADY_EXISTS, which changes nothing. The message says whether it is the same
 */
export async function register(
  ledger: Ledger,
  type: RegisteredType,
  id: Identifier,
  { title, body }: Registration,
): Promise<void> {
  const version = versionName(type, id);
  const { kind } = await ledger.createEntity({ ...version, title, createdBy: "", body });
  await keepName(ledger, type, id);
  if (kind === "created") return;
  throw new GatewayError(
    "ALREADY_EXISTS",
    `The ${kinds[type].title} ${id.project}/${id.domain}/${id.name} has a version ${id.version} already, ` +
      (kind === "known"
        ? "which is this one."
        : "which is another one, and stays as it is. Register this one under another version."),
  );
}

/** Keeps the name of what was registered, which is listed once, whatever versions there are. */
export async function keepName(
  ledger: Ledger,
  type: RegisteredType,
  { project, domain, name }: Pick<EntityName, "project" | "domain" | "name">,
): Promise<void> {
  const kept = { kind: kinds[type].names, project, domain, name, version: "" };
  await ledger.createEntity({ ...kept, title: "", createdBy: "", body: new Uint8Array() });
}

/**
 * Finds a version that was registered.
 *
 * @throws GatewayError NOT_FOUND
 */
export async function registered(
  ledger: Ledger,
  type: RegisteredType,
  id: Identifier,
): Promise<Entity> {
  const entity = await ledger.getEntity(versionName(type, id));
  if (entity === undefined) throw notRegistered(type, id);
  return entity;
}
