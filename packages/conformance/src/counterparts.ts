import { ourRegistry } from "./our-registry.ts";

/** One of our messages or enums, and the one of Flyte's that it is to be on the wire. */
export interface Counterpart {
  readonly ours: string;
  readonly theirs: string;
}

function named(ours: string, theirs: string, names: readonly string[]): Counterpart[] {
  return names.map((name) => ({ ours: `${ours}.${name}`, theirs: `${theirs}.${name}` }));
}

const core: readonly string[] = [
  "ContainerContext",
  "ContainerContext.ProcessContext",
  "ContainerError",
  "ContainerError.Kind",
  "ErrorDocument",
  "ExecutionError",
  "ExecutionError.ErrorKind",
  "LogContext",
  "NodeExecution",
  "NodeExecution.Phase",
  "PodLogContext",
  "QualityOfService",
  "QualityOfService.Tier",
  "QualityOfServiceSpec",
  "TaskExecution",
  "TaskExecution.Phase",
  "TaskLog",
  "TaskLog.LinkType",
  "TaskLog.MessageFormat",
  "WorkflowExecution",
  "WorkflowExecution.Phase",
];

const values: readonly string[] = [
  "CatalogCacheStatus",
  "Literal",
  "LiteralType",
  "Primitive",
  "Scalar",
  "SimpleType",
  "TaskTemplate",
];

/** What services are declared with bears Flyte's own names. */
function servicePackages(prefix: string): Counterpart[] {
  return [...ourRegistry].flatMap((type) =>
    (type.kind === "message" || type.kind === "enum") && type.typeName.startsWith(prefix)
      ? [{ ours: type.typeName, theirs: type.typeName }]
      : [],
  );
}

/** Flyte 2, by the packages that it spreads them over. */
export const flyte2: readonly Counterpart[] = [
  ...named("runledger.core.v1", "flyteidl2.common", ["ActionPhase"]),
  ...named("runledger.core.v1", "flyteidl2.core", [...core, "ConnectorLogContext"]),
  { ours: "runledger.run.v1.TemplateIdentifier", theirs: "flyteidl2.core.Identifier" },
  { ours: "runledger.run.v1.TemplateMetadata", theirs: "flyteidl2.core.TaskMetadata" },
  { ours: "runledger.run.v1.TemplateRetries", theirs: "flyteidl2.core.RetryStrategy" },
  { ours: "runledger.run.v1.TaskEnvironment", theirs: "flyteidl2.task.Environment" },
  { ours: "runledger.run.v1.TaskDocumentation", theirs: "flyteidl2.task.DocumentationEntity" },
  { ours: "runledger.run.v1.TemplateInterface", theirs: "flyteidl2.core.TypedInterface" },
  { ours: "runledger.run.v1.TemplateVariables", theirs: "flyteidl2.core.VariableMap" },
  { ours: "runledger.run.v1.TemplateVariableEntry", theirs: "flyteidl2.core.VariableEntry" },
  { ours: "runledger.run.v1.TemplateVariable", theirs: "flyteidl2.core.Variable" },
  { ours: "runledger.run.v1.RunCacheConfig", theirs: "flyteidl2.task.CacheConfig" },
  ...named("runledger.run.v1", "flyteidl2.core", values),
  ...named("runledger.run.v1", "flyteidl2.common", [
    "ActionAttemptIdentifier",
    "ActionIdentifier",
    "AppSpec",
    "Application",
    "ApplicationIdentifier",
    "CacheMetadata",
    "EnrichedIdentity",
    "ProjectIdentifier",
    "Relation",
    "RelationType",
    "RunIdentifier",
    "TriggerIdentifier",
    "TriggerName",
    "User",
    "UserIdentifier",
    "UserSpec",
  ]),
  ...named("runledger.run.v1", "flyteidl2.task", [
    "Annotations",
    "Labels",
    "OutputReferences",
    "RunSpec",
    "TaskIdentifier",
    "TaskSpec",
    "TraceSpec",
    "TriggerAutomationSpec",
    "TriggerAutomationSpecType",
  ]),
  ...named("runledger.run.v1", "flyteidl2.workflow", [
    "AbortInfo",
    "Action",
    "ActionAttempt",
    "ActionDetails",
    "ActionEvent",
    "ActionMetadata",
    "ActionSpec",
    "ActionStatus",
    "ActionType",
    "ClusterEvent",
    "ClusterEvent.Type",
    "ConditionAction",
    "ConditionActionMetadata",
    "ConditionPromptType",
    "ConditionWebhook",
    "EnrichedAction",
    "ErrorInfo",
    "ErrorInfo.Kind",
    "PhaseTransition",
    "Run",
    "RunDetails",
    "RunSource",
    "SignalInfo",
    "TaskAction",
    "TaskActionMetadata",
    "TraceAction",
    "TraceActionMetadata",
  ]),
  ...servicePackages("flyteidl2."),
];

/** Flyte 1, whose core messages Flyte 2 took over, and the services and events that it has alone. */
export const flyte1: readonly Counterpart[] = [
  { ours: "runledger.run.v1.TemplateIdentifier", theirs: "flyteidl.core.Identifier" },
  { ours: "runledger.run.v1.TemplateMetadata", theirs: "flyteidl.core.TaskMetadata" },
  { ours: "runledger.run.v1.TemplateRetries", theirs: "flyteidl.core.RetryStrategy" },
  ...named("runledger.core.v1", "flyteidl.core", core),
  ...named("runledger.run.v1", "flyteidl.core", values),
  ...named("runledger.flyte1.v1", "flyteidl.core", [
    "Identifier",
    "NodeExecutionIdentifier",
    "TaskExecutionIdentifier",
    "WorkflowExecutionIdentifier",
  ]),
  ...named("runledger.flyte1.v1", "flyteidl.event", [
    "NodeExecutionEvent",
    "ParentNodeExecutionMetadata",
    "ParentTaskExecutionMetadata",
    "TaskExecutionEvent",
    "WorkflowExecutionEvent",
  ]),
  ...servicePackages("flyteidl."),
];
