import { create } from "@bufbuild/protobuf";
import { Code } from "@connectrpc/connect";
import type { Report } from "@runledger/ledger";
import {
  type ActionDeclaration,
  ActionDeclarationSchema,
  ActionEventSchema,
  type RunIdentifier,
} from "@runledger/proto";
import type {
  ReportTrackedActionsRequest,
  TrackedActionUpdate,
} from "@runledger/proto/flyteidl2/workflow";
import { type Status, StatusSchema } from "@runledger/proto/google/rpc";
import { present } from "../present.ts";
import { toStatus } from "../reports/to-status.ts";
import { longSpec, shortSpec } from "../run-task.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { requireTracked } from "./tracked-run.ts";

/** Takes reports on a tracked run, and answers for each, in order. */
export async function reportActions(
  context: SurfaceContext,
  { runId, updates }: ReportTrackedActionsRequest,
): Promise<{ statuses: Status[] }> {
  const run = present(runId);
  await requireTracked(context, run);
  const strays = updates.map((update) => stray(update, run));
  const reports = updates.flatMap((update, i) =>
    strays[i] === undefined ? [toReport(update)] : [],
  );
  const results = (await context.ledger.record(reports)).values();
  const statuses = strays.map((refused) => refused ?? toStatus(present(results.next().value)));
  return { statuses };
}

/** Refuses a report that is on another run than the request. */
function stray({ event }: TrackedActionUpdate, run: RunIdentifier): Status | undefined {
  const of = event?.id?.run;
  const same = of?.project === run.project && of.domain === run.domain && of.name === run.name;
  if (event === undefined || same) return undefined;
  const message = `event.id.run is ${of?.project ?? ""}/${of?.domain ?? ""}/${of?.name ?? ""}, and run_id is ${run.project}/${run.domain}/${run.name}: report on one run at a time.`;
  return create(StatusSchema, { code: Code.InvalidArgument, message });
}

function toReport(update: TrackedActionUpdate): Report {
  const declaration = declarationOf(update);
  // Without an event nothing is reported: the ledger says so.
  const event = update.event ?? create(ActionEventSchema);
  return { event, ...(declaration && { declaration }) };
}

/** Says what the first report of an action says of it. Undefined: it says nothing, as later ones do. */
function declarationOf({
  event,
  parentName,
  group,
  spec,
}: TrackedActionUpdate): ActionDeclaration | undefined {
  if (parentName === "" && group === "" && spec.case === undefined) return undefined;
  const name = event?.id?.name ?? "";
  const above = { parent: parentName, group };
  if (spec.case === "task") {
    const { id, spec: long } = spec.value;
    const metadata = { ...above, ...shortSpec({ id, spec: long }) };
    return create(ActionDeclarationSchema, { name, metadata, ...longSpec({ spec: long }) });
  }
  if (spec.case === undefined) return create(ActionDeclarationSchema, { name, metadata: above });
  const { name: traceName, spec: trace = {} } = spec.value;
  return create(ActionDeclarationSchema, {
    name,
    metadata: { ...above, spec: { case: "trace", value: { name: traceName } } },
    spec: { case: "trace", value: trace },
  });
}
