import { fromBinary } from "@bufbuild/protobuf";
import type { Entity } from "@runledger/ledger";
import { type LaunchPlan, LaunchPlanSchema } from "@runledger/proto/flyteidl/admin";
import { ResourceType } from "@runledger/proto/flyteidl/core";
import type { EntityColumn, Filter } from "@runledger/store";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { phaseConditions } from "../lists/phase-conditions.ts";
import { toLaunchPlan } from "./launch-plans.ts";
import { listVersions, type VersionsRequest } from "./list-versions.ts";

/** How launch plans are started, as Flyte 1's own server calls it in filters. */
const scheduleTypes = {
  values: ["NONE", "CRON", "RATE"].map((name, number) => ({ name, number })),
};

/**
 * Lists versions of launch plans. A filter may ask for their `schedule_type`, which pages do: it is no column, so that such a
 * page may have fewer items than its limit, and a token all the same.
 *
 * @param more what has to hold beside what the client asks for
 */
export async function listLaunchPlans(
  context: SurfaceContext,
  request: VersionsRequest,
  more: Filter<EntityColumn> = [],
): Promise<{ launchPlans: LaunchPlan[]; token: string }> {
  const { LAUNCH_PLAN } = ResourceType;
  const { items, token } = await listVersions(context, LAUNCH_PLAN, request, more, (conditions) => {
    const { meets, others } = phaseConditions(conditions, scheduleTypes, (field) =>
      /^(launch_plan\.)?schedule_type$/.test(field),
    );
    return { others, isShown: (entity) => meets(scheduleTypeOf(entity)) };
  });
  return { launchPlans: items.map(toLaunchPlan), token };
}

function scheduleTypeOf({ body }: Entity): number {
  const schedule = fromBinary(LaunchPlanSchema, body).spec?.entityMetadata?.schedule;
  const how = schedule?.ScheduleExpression.case;
  const name = how === undefined ? "NONE" : how === "rate" ? "RATE" : "CRON";
  return scheduleTypes.values.find((each) => each.name === name)?.number ?? 0;
}
