import type { Message, MessageInitShape } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import type { Entity, EntityName, Ledger } from "@runledger/ledger";
import { CreateWorkflowFailureReasonSchema } from "@runledger/proto/flyteidl/admin";
import { type Identifier, ResourceType } from "@runledger/proto/flyteidl/core";
import { kinds, notRegistered, type RegisteredType, versionName } from "./kinds.ts";

/** What a version is registered with. */
interface Registration {
  readonly title: string;
  readonly body: Uint8Array;
  /** Tells whether what stands under the name is the same. Bytes don't tell: the entries of a map have no order. */
  readonly isSame: (held: Entity) => boolean;
}

/**
 * Registers a version, and its name with it. What is registered stays as it is.
 *
 * @throws ConnectError as Flyte 1's admin does: ALREADY_EXISTS where the same is registered, INVALID_ARGUMENT where another one
 * is; of a workflow with the reason as a detail
 */
export async function register(
  ledger: Ledger,
  type: RegisteredType,
  id: Identifier,
  { title, body, isSame }: Registration,
): Promise<void> {
  const version = versionName(type, id);
  const { kind, entity } = await ledger.createEntity({ ...version, title, createdBy: "", body });
  await keepName(ledger, type, id);
  if (kind === "created") return;
  const held = `The ${kinds[type].title} ${id.project}/${id.domain}/${id.name} has a version ${id.version} already, which is`;
  if (kind === "known" || isSame(entity)) {
    const details = reasonOf(type, { case: "existsIdenticalStructure", value: { id } });
    throw new ConnectError(`${held} this one.`, Code.AlreadyExists, undefined, details);
  }
  const details = reasonOf(type, { case: "existsDifferentStructure", value: { id } });
  const wayOut = "and stays as it is. Register this one under another version.";
  const problem = `id.version: ${held} another one, ${wayOut}`;
  throw new ConnectError(problem, Code.InvalidArgument, undefined, details);
}

type Reason = Exclude<
  MessageInitShape<typeof CreateWorkflowFailureReasonSchema>,
  Message
>["reason"];

/** Of workflows alone Flyte 1 says why in a form for programs. */
function reasonOf(type: RegisteredType, reason: Reason) {
  const detail = { desc: CreateWorkflowFailureReasonSchema, value: { reason } };
  return type === ResourceType.WORKFLOW ? [detail] : [];
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
