import type { Difference } from "./compare.ts";

/** Differences that are meant, all of one kind and for one reason. */
export interface ExpectedDifferences {
  readonly reason: string;
  readonly kind: Difference["kind"];
  readonly at: readonly string[];
}

/**
 * What Flyte's current IDL has, and the newest official package, 2.0.16, doesn't yet; and the other
 * way round. When a newer package comes out, what it brings has to leave this list.
 */
export const expectedOfFlyte2: readonly ExpectedDifferences[] = [
  {
    reason: "Flyte added it after 2.0.16",
    kind: "no-type",
    at: [
      "runledger.run.v1.CacheMetadata",
      "runledger.run.v1.Relation",
      "runledger.run.v1.RelationType",
      "runledger.run.v1.ClusterEvent.Type",
      "runledger.run.v1.SignalInfo",
      "flyteidl2.workflow.EventPayload",
      "flyteidl2.workflow.SignalEventRequest",
      "flyteidl2.workflow.SignalEventResponse",
      "flyteidl2.workflow.CreateTrackedRunRequest",
      "flyteidl2.workflow.TrackedActionUpdate",
      "flyteidl2.workflow.ReportTrackedActionsRequest",
      "flyteidl2.workflow.ReportTrackedActionsResponse",
    ],
  },
  {
    reason: "Flyte added it after 2.0.16",
    kind: "no-field",
    at: [
      "runledger.core.v1.LogContext.pod_name_prefix",
      "runledger.core.v1.LogContext.pod_name_prefixes",
      "runledger.run.v1.RunSpec.run_start_time",
      "runledger.run.v1.RunSpec.max_action_concurrency",
      "runledger.run.v1.RunSpec.relation",
      "runledger.run.v1.ActionAttempt.cache_metadata",
      "runledger.run.v1.ActionDetails.signal_info",
      "runledger.run.v1.ActionDetails.condition",
      "runledger.run.v1.ActionEvent.cache_metadata",
      "runledger.run.v1.ActionMetadata.relation",
      "runledger.run.v1.ActionMetadata.recovered_from",
      "runledger.run.v1.ClusterEvent.type",
      "runledger.run.v1.ClusterEvent.reason",
      "runledger.run.v1.ClusterEvent.source_component",
      "runledger.run.v1.ClusterEvent.count",
      "runledger.run.v1.ConditionActionMetadata.type",
      "runledger.run.v1.Run.labels",
      "flyteidl2.actions.Action.recovered_from",
      "flyteidl2.actions.AbortRequest.aborted_by",
      "flyteidl2.actions.SignalRequest.signalled_by",
      "flyteidl2.cluster.SelectClusterRequest.cluster_id",
      "flyteidl2.cluster.SelectClusterResponse.cluster",
      "flyteidl2.dataproxy.UploadInputsRequest.base_dir",
      "flyteidl2.dataproxy.GetActionDataRequest.run_source",
      "flyteidl2.dataproxy.GetActionDataResponse.inputs_uri",
      "flyteidl2.dataproxy.GetActionDataResponse.outputs_uri",
      "flyteidl2.dataproxy.TailLogsRequest.primary_pod",
      "flyteidl2.dataproxy.TailLogsRequest.all_pods",
      "flyteidl2.dataproxy.TailLogsResponse.Logs.container",
      "flyteidl2.logs.dataplane.LogLine.short_pod_name",
      "flyteidl2.task.ListVersionsResponse.VersionResponse.deployed_by",
      "flyteidl2.task.ListVersionsResponse.VersionResponse.latest_run",
      "flyteidl2.workflow.RecordActionRequest.recovered_from",
      "flyteidl2.workflow.UpdateActionStatusRequest.output",
      "flyteidl2.workflow.UpdateActionStatusRequest.principal",
      "flyteidl2.workflow.UpdateActionStatusRequest.abort_reason",
      "flyteidl2.workflow.CreateRunRequest.run_start_time",
      "flyteidl2.workflow.GetActionLogContextResponse.start_time",
      "flyteidl2.workflow.GetActionLogContextResponse.end_time",
      "flyteidl2.workflow.ListRunsRequest.paused_actions_only",
      "flyteidl2.workflow.WatchActionsRequest.enable_run_store",
    ],
  },
  {
    reason: "Flyte added it after 2.0.16",
    kind: "no-value",
    at: [
      "runledger.core.v1.ActionPhase.ACTION_PHASE_RECOVERED",
      "runledger.run.v1.TriggerAutomationSpecType.TYPE_ARTIFACT",
      "runledger.run.v1.RunSource.RUN_SOURCE_TRACKED",
      "runledger.run.v1.RunSource.RUN_SOURCE_ARTIFACT_TRIGGER",
      "flyteidl2.cluster.SelectClusterRequest.Operation.OPERATION_UPLOAD_TRIGGER",
      "flyteidl2.cluster.SelectClusterRequest.Operation.OPERATION_GET_IMAGE",
      "flyteidl2.cluster.SelectClusterRequest.Operation.OPERATION_TRACKED_RUN_DATA",
      "flyteidl2.cluster.SelectClusterRequest.Operation.OPERATION_GET_CLUSTER_CONFIG",
      "flyteidl2.common.Filter.Function.VALUE_NOT_IN",
      "flyteidl2.common.Filter.Function.EXISTS",
      "flyteidl2.common.Filter.Function.NOT_EXISTS",
    ],
  },
  {
    reason:
      "Flyte renamed it from cluster to queue after 2.0.16; binary is the same, JSON carries the newer name",
    kind: "differs",
    at: ["runledger.run.v1.RunSpec.queue", "runledger.run.v1.TaskAction.queue"],
  },
  {
    reason: "Flyte made it one of a oneof after 2.0.16; binary and JSON are the same",
    kind: "differs",
    at: ["flyteidl2.dataproxy.TailLogsRequest.pod_name"],
  },
  {
    reason: "only Flyte 1 has it, and its files are still read",
    kind: "no-field",
    at: ["runledger.core.v1.ContainerError.timestamp", "runledger.core.v1.ContainerError.worker"],
  },
];

/** What Flyte 2 has, and Flyte 1, whose package is 1.16.5, never had. */
export const expectedOfFlyte1: readonly ExpectedDifferences[] = [
  {
    reason: "Flyte 1's map of variables is a list of entries in Flyte 2: the same bytes",
    kind: "differs",
    at: ["runledger.run.v1.TaskTemplate.interface"],
  },
  {
    reason: "Flyte 2 has it, Flyte 1 doesn't",
    kind: "no-type",
    at: ["runledger.core.v1.TaskLog.LinkType"],
  },
  {
    reason: "Flyte 2 has it, Flyte 1 doesn't",
    kind: "no-field",
    at: [
      "runledger.core.v1.ExecutionError.recoverability",
      "runledger.core.v1.LogContext.connector",
      "runledger.core.v1.LogContext.pod_name_prefix",
      "runledger.core.v1.LogContext.pod_name_prefixes",
      "runledger.core.v1.TaskLog.link_type",
      "runledger.core.v1.TaskLog.ready",
      "runledger.core.v1.TaskLog.icon_uri",
    ],
  },
];
