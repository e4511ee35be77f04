import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import type { Entity, EntityName, Ledger, NewEntity } from "@runledger/ledger";
import type { Run, RunIdentifier } from "@runledger/proto";
import { type Execution, ExecutionSchema, ExecutionState } from "@runledger/proto/flyteidl/admin";
import { toMicroseconds } from "../../schema/to-microseconds.ts";

/** What only Flyte 1 knows of an execution: its spec, its workflow, and whether it is archived. */
export interface KeptExecution {
  readonly told: Execution;
  readonly state: ExecutionState;
}

const KIND = "execution";

function nameOf({ project, domain, name }: RunIdentifier): EntityName {
  return { kind: KIND, project, domain, name, version: "" };
}

/** Says what is kept of a run that only Flyte 1 knows: it is registered with the run. */
export function toKeep(run: RunIdentifier, told: Execution): NewEntity {
  const createdBy = told.spec?.metadata?.principal ?? "";
  return { ...nameOf(run), title: "", createdBy, body: toBinary(ExecutionSchema, told) };
}

/** Changes what only Flyte 1 knows of a run, be it nothing. */
export async function changeExecution(
  ledger: Ledger,
  run: RunIdentifier,
  told: Execution,
  state: ExecutionState,
): Promise<void> {
  const kept = toKeep(run, told);
  await ledger.createEntity(kept);
  await ledger.updateEntity({ ...kept, state });
}

/** Finds what only Flyte 1 knows of runs, by their names. Nothing is known of runs from elsewhere. */
export async function keptExecutions(
  ledger: Ledger,
  runs: readonly Run[],
): Promise<ReadonlyMap<Run, KeptExecution>> {
  const found = new Map<Run, KeptExecution>();
  for (const together of Map.groupBy(runs, placeOf).values()) {
    const entities = await entitiesOf(ledger, together);
    for (const run of together) {
      const entity = entities.get(run.action?.id?.run?.name ?? "");
      if (entity !== undefined && isOf(entity, run)) found.set(run, toKept(entity));
    }
  }
  return found;
}

function placeOf({ action }: Run): string {
  return `${action?.id?.run?.project}/${action?.id?.run?.domain}`;
}

/** Finds what is kept of runs of one project and domain, by their names. */
async function entitiesOf(
  ledger: Ledger,
  runs: readonly Run[],
): Promise<ReadonlyMap<string, Entity>> {
  const { project = "", domain = "" } = runs[0]?.action?.id?.run ?? {};
  const names = runs.map(({ action }) => action?.id?.run?.name ?? "");
  const { items } = await ledger.listEntities({
    kind: KIND,
    filter: [
      { column: "project", condition: { kind: "in", values: [project] } },
      { column: "domain", condition: { kind: "in", values: [domain] } },
      { column: "name", condition: { kind: "in", values: names } },
    ],
    limit: names.length,
  });
  return new Map(items.map((entity) => [entity.name, entity]));
}

/** Whether what is kept is of this run, and not of one of the same name that was deleted. */
function isOf({ updatedAt }: Entity, { createdTime }: Run): boolean {
  return createdTime === undefined || updatedAt >= toMicroseconds(createdTime);
}

function toKept({ body, state }: Entity): KeptExecution {
  const told = body.length === 0 ? create(ExecutionSchema) : fromBinary(ExecutionSchema, body);
  return { told, state: state as ExecutionState };
}
