// Longer than a file should be: one list, in which a call stands on those before it.

/** A call of an RPC, as a generated client is told to make it. */
export interface Call {
  /** The service's name below flyteidl2, a slash, the method's name. */
  readonly rpc: string;
  /** The request, in protobuf's JSON. */
  readonly request?: object;
  /** What stands in the first message of the answer, in protobuf's JSON. */
  readonly answer?: object;
  /** The code that it ends with, where that isn't `ok`. */
  readonly code?: string;
}

const place = { project: "interop", domain: "development" };
const project = { name: place.project, domain: place.domain };

/** The run that everything is about. */
export const CALLED = { ...place, name: "called" };
/** Where a log lies among the gateway's files, and its first line. */
export const LOG = { key: "uploads/interop/development/logs/main", line: "It begins." };
/** Where the report of the run's first attempt is looked for. */
export const REPORT_KEY = "uploads/interop/development/tracked-runs/called/a0/1/report.html";

const tracked = { ...place, name: "tracked" };
const deployed = { ...place, name: "square", version: "v1" };
const task = { id: { ...deployed, name: "child" }, spec: { shortName: "child" } };
const condition = (name: string) => ({ name, type: { simple: "INTEGER" } });
const inputs = { literals: [{ name: "x", value: { scalar: { primitive: { integer: "7" } } } }] };
const id = (name: string, run: object = CALLED) => ({ run, name });
const at = (phase: string) => ({ phase: `ACTION_PHASE_${phase}`, attempts: 1 });
const event = (name: string, phase: string, run: object = CALLED) => ({
  id: id(name, run),
  attempt: 1,
  phase: `ACTION_PHASE_${phase}`,
});
const shown = (name: string) => ({ action: { id: { run: { name } } } });
const ok = { status: {} };

/** Deployed tasks, projects, files, who asks and where to. */
const around: readonly Call[] = [
  { rpc: "auth.AuthMetadataService/GetOAuth2Metadata", code: "unimplemented" },
  {
    rpc: "auth.AuthMetadataService/GetPublicClientConfig",
    answer: { authorizationMetadataKey: "authorization" },
  },
  { rpc: "auth.IdentityService/UserInfo" },
  {
    rpc: "cluster.ClusterService/SelectCluster",
    request: { projectId: project, operation: "OPERATION_UPLOAD_INPUTS" },
  },
  {
    rpc: "project.ProjectService/CreateProject",
    request: { project: { id: "interop", name: "Interop" } },
  },
  {
    rpc: "project.ProjectService/CreateProject",
    request: { project: { id: "interop" } },
    code: "alreadyexists",
  },
  {
    rpc: "project.ProjectService/UpdateProject",
    request: { project: { id: "interop", name: "Clients" } },
  },
  {
    rpc: "project.ProjectService/GetProject",
    request: { id: "interop" },
    answer: { project: { id: "interop", name: "Clients" } },
  },
  {
    rpc: "project.ProjectService/ListProjects",
    request: { limit: 10 },
    answer: { projects: { projects: [{ id: "interop" }] } },
  },
  {
    rpc: "task.TaskService/DeployTask",
    request: { taskId: deployed, spec: { shortName: "square" } },
  },
  {
    rpc: "task.TaskService/GetTaskDetails",
    request: { taskId: deployed },
    answer: { details: { spec: { shortName: "square" } } },
  },
  {
    rpc: "task.TaskService/ListTasks",
    request: { projectId: project },
    answer: { tasks: [{ taskId: deployed }] },
  },
  {
    rpc: "task.TaskService/ListVersions",
    request: { taskName: { ...place, name: "square" } },
    answer: { versions: [{ version: "v1" }] },
  },
  {
    rpc: "dataproxy.DataProxyService/CreateUploadLocation",
    request: { ...place, filename: "f", filenameRoot: "root" },
  },
  {
    rpc: "dataproxy.DataProxyService/UploadInputs",
    request: { projectId: project, taskId: deployed, inputs },
  },
  ...unimplemented("trigger.TriggerService", [
    "DeployTrigger",
    "GetTriggerDetails",
    "GetTriggerRevisionDetails",
    "ListTriggers",
    "GetTriggerRevisionHistory",
    "UpdateTriggers",
    "DeleteTriggers",
  ]),
  ...unimplemented("secret.SecretService", [
    "CreateSecret",
    "UpdateSecret",
    "GetSecret",
    "DeleteSecret",
    "ListSecrets",
  ]),
];

/**
 * What an engine tells of a run, and what parents and people are shown.
 *
 * @param logUri where the log of the first attempt lies
 */
const engine = (logUri: string): readonly Call[] => [
  {
    rpc: "workflow.RunService/CreateRun",
    request: {
      runId: CALLED,
      taskId: deployed,
      inputs,
      runSpec: { labels: { values: { team: "x" } } },
    },
    answer: { run: shown("called") },
  },
  {
    rpc: "workflow.RunService/CreateRun",
    request: { runId: CALLED, taskId: deployed },
    code: "alreadyexists",
  },
  {
    rpc: "workflow.InternalRunService/RecordAction",
    request: { actionId: id("a1"), parent: "a0", task },
    answer: ok,
  },
  {
    rpc: "workflow.InternalRunService/RecordActionStream",
    request: { request: { actionId: id("a2"), parent: "a0", task } },
    answer: { response: ok },
  },
  {
    rpc: "workflow.InternalRunService/RecordAction",
    request: { actionId: id("gate"), parent: "a0", condition: condition("gate") },
    answer: ok,
  },
  {
    rpc: "workflow.InternalRunService/UpdateActionStatus",
    request: { actionId: id("a1"), status: at("RUNNING") },
    answer: ok,
  },
  {
    rpc: "workflow.InternalRunService/UpdateActionStatusStream",
    request: { request: { actionId: id("a2"), status: at("RUNNING") }, nonce: "7" },
    answer: { response: ok, nonce: "7" },
  },
  {
    rpc: "workflow.InternalRunService/RecordActionEvents",
    request: {
      events: [
        {
          ...event("a0", "RUNNING"),
          cluster: "here",
          logInfo: [{ name: "main", uri: logUri }],
          logContext: { primaryPodName: "pod" },
          clusterEvents: [{ message: "Pulled", occurredAt: "2026-01-01T00:00:00Z" }],
        },
      ],
    },
    answer: ok,
  },
  {
    rpc: "workflow.InternalRunService/RecordActionEventStream",
    request: { request: { event: event("a1", "SUCCEEDED") }, nonce: "8" },
    answer: { response: ok, nonce: "8" },
  },
  { rpc: "workflow.EventsProxyService/Record", request: { events: [event("a2", "FAILED")] } },
  {
    rpc: "actions.ActionsService/Enqueue",
    request: { action: { actionId: id("b1"), parentActionName: "a0", task } },
  },
  {
    rpc: "actions.ActionsService/Enqueue",
    request: {
      action: { actionId: id("other"), parentActionName: "a0", condition: condition("other") },
    },
  },
  {
    rpc: "actions.ActionsService/WatchForUpdates",
    request: { parentActionId: id("a0") },
    answer: { actionUpdate: {} },
  },
  {
    rpc: "actions.ActionsService/Update",
    request: { actionId: id("b1"), attempt: 1, status: at("RUNNING") },
  },
  {
    rpc: "actions.ActionsService/Signal",
    request: { actionId: id("other"), value: { scalar: { primitive: { integer: "5" } } } },
  },
  { rpc: "actions.ActionsService/Abort", request: { actionId: id("b1"), reason: "enough" } },
  {
    rpc: "workflow.QueueService/EnqueueAction",
    request: { actionId: id("q1"), parentActionName: "a0", task },
  },
  { rpc: "workflow.QueueService/AbortQueuedAction", request: { actionId: id("q1") } },
  {
    rpc: "workflow.StateService/Put",
    request: { actionId: id("a0"), state: "{}" },
    code: "unimplemented",
  },
  { rpc: "workflow.StateService/Get", request: { actionId: id("a0") }, code: "unimplemented" },
  {
    rpc: "workflow.StateService/Watch",
    request: { parentActionId: id("a0") },
    answer: { actionUpdate: {} },
  },
];

/** What people ask of a run, in the end that it be aborted. */
const people: readonly Call[] = [
  {
    rpc: "workflow.RunService/SignalEvent",
    request: { actionId: id("gate"), parentActionName: "a0", payload: { intValue: "5" } },
  },
  {
    rpc: "workflow.RunService/SignalEvent",
    request: { actionId: id("gate"), parentActionName: "a0", payload: { stringValue: "5" } },
    code: "invalidargument",
  },
  {
    rpc: "workflow.RunService/GetRunDetails",
    request: { runId: CALLED },
    answer: { details: { action: { status: at("RUNNING") } } },
  },
  {
    rpc: "workflow.RunService/GetRunDetails",
    request: { runId: { ...CALLED, name: "none" } },
    code: "notfound",
  },
  {
    rpc: "workflow.RunService/WatchRunDetails",
    request: { runId: CALLED },
    answer: { details: { action: { status: at("RUNNING") } } },
  },
  {
    rpc: "workflow.RunService/GetActionDetails",
    request: { actionId: id("gate") },
    answer: { details: { signalInfo: {}, status: at("SUCCEEDED") } },
  },
  {
    rpc: "workflow.RunService/WatchActionDetails",
    request: { actionId: id("a0") },
    answer: { details: { attempts: [{ cluster: "here" }] } },
  },
  {
    rpc: "workflow.RunService/GetActionData",
    request: { actionId: id("a0") },
    answer: { inputs },
  },
  { rpc: "workflow.RunService/GetActionDataURIs", request: { actionId: id("a0") } },
  {
    rpc: "workflow.RunService/GetActionLogContext",
    request: { actionId: id("a0"), attempt: 1 },
    answer: { logContext: { primaryPodName: "pod" }, cluster: "here" },
  },
  {
    rpc: "workflow.RunService/ListRuns",
    request: {
      projectId: project,
      request: { limit: 5, filters: [{ function: "EQUAL", field: "labels.team", values: ["x"] }] },
    },
    answer: { runs: [shown("called")] },
  },
  {
    rpc: "workflow.RunService/WatchRuns",
    request: { projectId: project },
    answer: { runs: [shown("called")] },
  },
  {
    rpc: "workflow.RunService/ListActions",
    request: {
      runId: CALLED,
      request: { filters: [{ function: "EQUAL", field: "name", values: ["a1"] }] },
    },
    answer: { actions: [{ id: { name: "a1" }, status: at("SUCCEEDED") }] },
  },
  {
    rpc: "workflow.RunService/WatchActions",
    request: { runId: CALLED },
    answer: { enrichedActions: [{ meetsFilter: true }] },
  },
  {
    rpc: "workflow.RunService/WatchClusterEvents",
    request: { id: id("a0"), attempt: 1 },
    answer: { clusterEvents: [{ message: "Pulled" }] },
  },
  {
    rpc: "workflow.RunService/WatchGroups",
    request: { projectId: project, startDate: "2020-01-01T00:00:00Z" },
    answer: { sentinel: true },
  },
  {
    rpc: "workflow.RunLogsService/TailLogs",
    request: { actionId: id("a0"), attempt: 1 },
    answer: { logs: [{ lines: [{ message: LOG.line }] }] },
  },
  {
    rpc: "dataproxy.DataProxyService/TailLogs",
    request: { actionId: id("a0"), attempt: 1 },
    answer: { logs: [{ lines: [{ message: LOG.line }] }] },
  },
  {
    rpc: "dataproxy.DataProxyService/GetActionData",
    request: { actionId: id("a0") },
    answer: { inputs },
  },
  {
    rpc: "dataproxy.DataProxyService/CreateDownloadLink",
    request: {
      artifactType: "ARTIFACT_TYPE_REPORT",
      actionAttemptId: { actionId: id("a0"), attempt: 1 },
    },
    answer: { preSignedUrls: {} },
  },
  { rpc: "workflow.RunService/AbortAction", request: { actionId: id("other"), reason: "enough" } },
  { rpc: "workflow.RunService/AbortRun", request: { runId: CALLED, reason: "enough" } },
  { rpc: "workflow.QueueService/AbortQueuedRun", request: { runId: CALLED } },
];

/** A run that happens elsewhere and is reported. */
const reported: readonly Call[] = [
  {
    rpc: "workflow.TrackedRunService/CreateRun",
    request: { runId: tracked, taskSpec: { shortName: "script" } },
    answer: { run: shown("tracked") },
  },
  {
    rpc: "workflow.TrackedRunService/ReportActions",
    request: {
      runId: tracked,
      updates: [
        { event: event("a0", "RUNNING", tracked) },
        { event: event("a0", "UNSPECIFIED", tracked) },
      ],
    },
    answer: { statuses: [{}, { code: 3 }] },
  },
  {
    rpc: "workflow.TrackedRunService/GetRunDetails",
    request: { runId: tracked },
    answer: { details: { action: { status: at("RUNNING") } } },
  },
  { rpc: "workflow.TrackedRunService/WatchRunDetails", request: { runId: tracked } },
  { rpc: "workflow.TrackedRunService/GetActionDetails", request: { actionId: id("a0", tracked) } },
  {
    rpc: "workflow.TrackedRunService/WatchActionDetails",
    request: { actionId: id("a0", tracked) },
  },
  {
    rpc: "workflow.TrackedRunService/ListRuns",
    request: { projectId: project },
    answer: { runs: [shown("tracked")] },
  },
  {
    rpc: "workflow.TrackedRunService/WatchRuns",
    request: { projectId: project },
    answer: { runs: [shown("tracked")] },
  },
  { rpc: "workflow.TrackedRunService/ListActions", request: { runId: tracked } },
  { rpc: "workflow.TrackedRunService/WatchActions", request: { runId: tracked } },
  { rpc: "workflow.TrackedRunService/AbortRun", request: { runId: tracked, reason: "enough" } },
];

/**
 * Lists calls of every RPC of Flyte 2's services, in an order in which each has something to answer.
 *
 * @param logUri where the log of the first attempt lies
 */
export function listCalls(logUri: string): readonly Call[] {
  return [...around, ...engine(logUri), ...people, ...reported];
}

function unimplemented(service: string, methods: readonly string[]): readonly Call[] {
  return methods.map((method) => ({ rpc: `${service}/${method}`, code: "unimplemented" }));
}
