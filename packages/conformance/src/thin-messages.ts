/**
 * Messages of which only some fields are declared, with the reason. The rest survives in the
 * unknown fields: binary comes back as it came.
 */
export const thinMessages: Readonly<Record<string, string>> = {
  "runledger.flyte1.v1.Identifier": "only tasks are named by it here, so the type is known",
  "runledger.flyte1.v1.NodeExecutionEvent": "the rest is for the engine's own pages",
  "runledger.flyte1.v1.TaskExecutionEvent": "the rest is for the engine's own pages",
  "runledger.flyte1.v1.WorkflowExecutionEvent": "outputs are referred to by their address",
  "runledger.run.v1.Literal":
    "signals carry primitive values; outputs are referred to by their address",
  "runledger.run.v1.LiteralType": "a condition's type is a primitive one, a list or a map",
  "runledger.run.v1.RunSpec":
    "the ledger asks for labels, the start and the concurrency; the rest is for the engine",
  "runledger.run.v1.Scalar": "signals carry primitive values",
  "runledger.run.v1.TaskSpec": "the ledger shows the name; the rest is for the engine",
  "runledger.run.v1.TaskTemplate": "the ledger shows the type; the rest is for the engine",
  "runledger.run.v1.TraceSpec": "the interface is for the engine",
  "runledger.run.v1.TriggerAutomationSpec": "the schedule is the trigger service's",
  "runledger.run.v1.User": "roles and policies are the identity service's",
};
