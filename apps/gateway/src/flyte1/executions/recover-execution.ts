import { create } from "@bufbuild/protobuf";
import { type Timestamp, timestampFromMs } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError } from "@connectrpc/connect";
import {
  ActionDeclarationSchema,
  type ActionDetails,
  ActionEventSchema,
  ActionMetadataSchema,
  RelationType,
  type RunIdentifier,
} from "@runledger/proto";
import type { Report } from "@runledger/ledger";
import {
  ExecutionMetadata_ExecutionMode as Mode,
  type ExecutionRecoverRequest,
  ExecutionSpecSchema,
} from "@runledger/proto/flyteidl/admin";
import type { WorkflowExecutionIdentifier } from "@runledger/proto/flyteidl/core";
import {
  actionPhaseLifecycle,
  recoveredPhase,
  ROOT_ACTION,
  workflowPhaseLifecycle,
} from "@runledger/state";
import { present } from "../../flyte2/present.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { createExecution, type Random } from "./create-execution.ts";
import { runOf } from "./execution-id.ts";
import { executionName } from "./execution-name.ts";
import { findExecution } from "./read-executions.ts";
import { inputsOf } from "./relaunch-execution.ts";
import { toExecution } from "./to-execution.ts";

/**
 * Recovers an execution: a new one of the same version and inputs, in which what succeeded is taken over with its outputs and
 * a link to where it ran, and the rest starts anew. What an execution has taken over itself is taken over from where it ran.
 *
 * @param now milliseconds since 1970
 * @throws ConnectError FAILED_PRECONDITION for one that hasn't ended
 */
export async function recoverExecution(
  context: SurfaceContext,
  { id, name, metadata }: ExecutionRecoverRequest,
  random: Random,
  now: number,
): Promise<WorkflowExecutionIdentifier> {
  const from = runOf(present(id));
  const parts = await findExecution(context.ledger, from);
  if (!workflowPhaseLifecycle.isTerminal(parts.phase)) {
    throw new ConnectError(
      `The execution ${from.project}/${from.domain}/${from.name} hasn't ended: there is nothing to recover yet. Wait, or terminate it.`,
      Code.FailedPrecondition,
    );
  }
  const { $typeName: _, ...spec } = present(toExecution(parts).spec);
  const recovered = create(ExecutionSpecSchema, {
    ...spec,
    metadata: {
      mode: Mode.RECOVERED,
      principal: metadata?.principal || (spec.metadata?.principal ?? ""),
      nesting: metadata?.nesting ?? 0,
      ...(metadata?.parentNodeExecution && { parentNodeExecution: metadata.parentNodeExecution }),
      referenceExecution: present(id),
    },
  });
  const inputs = await inputsOf(context, parts.root, spec);
  const to = { ...from, name: executionName(name, random) };
  const { project, domain, org } = to;
  const request = { project, domain, org, name: to.name, spec: recovered, inputs };
  const reports = await takeOver(context, from, to, timestampFromMs(now));
  return createExecution(context, request, random, { from, how: RelationType.RECOVER, reports });
}

/** Says what succeeded as reports on another run, which takes it over. */
async function takeOver(
  { ledger }: SurfaceContext,
  from: RunIdentifier,
  to: RunIdentifier,
  time: Timestamp,
): Promise<Report[]> {
  const successes = actionPhaseLifecycle.values.filter(({ outcome }) => outcome === "success");
  const phases = successes.map(({ number }) => number);
  const reports: Report[] = [];
  let after: string | undefined;
  do {
    const page = await ledger.listActions(from, {
      filter: [{ column: "phase", condition: { kind: "in", values: phases } }],
      ...(after !== undefined && { after }),
    });
    const below = page.items.filter(({ id }) => id?.name !== ROOT_ACTION);
    const details = await ledger.getActionsDetails(below.map((each) => present(each.id)));
    reports.push(...details.flatMap((each) => (each ? [takenOver(each, to, time)] : [])));
    after = page.hasMore ? page.cursors.at(-1) : undefined;
  } while (after !== undefined);
  return reports;
}

function takenOver(details: ActionDetails, run: RunIdentifier, time: Timestamp): Report {
  const { id, metadata, spec, inputUri, attempts } = details;
  const name = id?.name ?? "";
  const last = attempts.at(-1);
  const origin = metadata?.recoveredFrom ?? present(id);
  const declared = { ...(metadata ?? create(ActionMetadataSchema)), recoveredFrom: origin };
  return {
    event: create(ActionEventSchema, {
      id: { run, name },
      attempt: 1,
      phase: recoveredPhase,
      updatedTime: time,
      ...(last?.outputs && { outputs: last.outputs }),
    }),
    declaration: create(ActionDeclarationSchema, { name, metadata: declared, spec, inputUri }),
  };
}
