/**
 * Messages of which only some fields are declared, with the reason. The rest survives in the
 * unknown fields: binary comes back as it came.
 */
export const thinMessages: Readonly<Record<string, string>> = {
  "flyteidl2.actions.UpdateRequest": "Flyte removed the state after 2.0.16",
  "flyteidl2.secret.CreateSecretRequest": "the service isn't implemented",
  "flyteidl2.secret.DeleteSecretRequest": "the service isn't implemented",
  "flyteidl2.secret.GetSecretRequest": "the service isn't implemented",
  "flyteidl2.secret.GetSecretResponse": "the service isn't implemented",
  "flyteidl2.secret.ListSecretsRequest": "the service isn't implemented",
  "flyteidl2.secret.ListSecretsResponse": "the service isn't implemented",
  "flyteidl2.secret.UpdateSecretRequest": "the service isn't implemented",
  "flyteidl2.task.Inputs": "the context is for the engine",
  "flyteidl2.task.TaskMetadata": "triggers aren't kept",
  "flyteidl2.task.TaskTrigger": "triggers aren't kept",
  "flyteidl2.trigger.DeleteTriggersRequest": "the service isn't implemented",
  "flyteidl2.trigger.DeployTriggerRequest": "the service isn't implemented",
  "flyteidl2.trigger.DeployTriggerResponse": "the service isn't implemented",
  "flyteidl2.trigger.GetTriggerDetailsRequest": "the service isn't implemented",
  "flyteidl2.trigger.GetTriggerDetailsResponse": "the service isn't implemented",
  "flyteidl2.trigger.GetTriggerRevisionDetailsRequest": "the service isn't implemented",
  "flyteidl2.trigger.GetTriggerRevisionDetailsResponse": "the service isn't implemented",
  "flyteidl2.trigger.GetTriggerRevisionHistoryRequest": "the service isn't implemented",
  "flyteidl2.trigger.GetTriggerRevisionHistoryResponse": "the service isn't implemented",
  "flyteidl2.trigger.ListTriggersRequest": "the service isn't implemented",
  "flyteidl2.trigger.ListTriggersResponse": "the service isn't implemented",
  "flyteidl2.trigger.UpdateTriggersRequest": "the service isn't implemented",
  "runledger.flyte1.v1.Identifier": "only tasks are named by it here, so the type is known",
  "runledger.flyte1.v1.NodeExecutionEvent": "the rest is for the engine's own pages",
  "runledger.flyte1.v1.TaskExecutionEvent": "the rest is for the engine's own pages",
  "runledger.flyte1.v1.WorkflowExecutionEvent": "outputs are referred to by their address",
  "runledger.run.v1.Literal":
    "signals carry primitive values; outputs are referred to by their address",
  "runledger.run.v1.LiteralType": "a condition's type is a primitive one, a list or a map",
  "runledger.run.v1.RunCacheConfig": "entries are found by project and domain",
  "runledger.run.v1.RunSpec":
    "the ledger asks for labels, the start and the concurrency; the rest is for the engine",
  "runledger.run.v1.Scalar": "signals carry primitive values",
  "runledger.run.v1.TaskSpec": "the ledger shows the name; the rest is for the engine",
  "runledger.run.v1.TaskTemplate": "the ledger shows the type; the rest is for the engine",
  "runledger.run.v1.TemplateIdentifier": "only tasks are named by it here, so the type is known",
  "runledger.run.v1.TemplateMetadata": "what isn't about the cache or retries is for the engine",
  "runledger.run.v1.TemplateRetries": "how long to wait in between is for the engine",
  "runledger.run.v1.TaskEnvironment": "what describes it is only stored",
  "runledger.run.v1.TaskDocumentation": "what is longer is only stored",
  "runledger.run.v1.TemplateVariable": "the ledger asks for types alone",
  "runledger.run.v1.TraceSpec": "the interface is for the engine",
  "runledger.run.v1.TriggerAutomationSpec": "the schedule is the trigger service's",
  "runledger.run.v1.User": "roles and policies are the identity service's",
};

/** Messages of theirs that have no more fields than ours, though ours is thin beside another one. */
const declaredWhole: ReadonlySet<string> = new Set(["flyteidl.core.RetryStrategy"]);

/** Tells whether a message of ours declares only some of the fields that one of theirs has. */
export function isThin(ours: string, theirs: string): boolean {
  return ours in thinMessages && !declaredWhole.has(theirs);
}
