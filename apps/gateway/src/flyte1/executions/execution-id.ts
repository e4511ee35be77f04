import { create } from "@bufbuild/protobuf";
import { type RunIdentifier, RunIdentifierSchema } from "@runledger/proto";
import {
  type WorkflowExecutionIdentifier,
  WorkflowExecutionIdentifierSchema,
} from "@runledger/proto/flyteidl/core";
import { badInput } from "../../errors/bad-input.ts";

type Names = Pick<WorkflowExecutionIdentifier, "project" | "domain" | "name" | "org">;

/**
 * Names the run that an execution is.
 *
 * @param field what the execution's name is called in the request
 * @throws GatewayError BAD_INPUT that names the part that is missing
 */
export function runOf({ project, domain, name, org }: Names, field = "id"): RunIdentifier {
  for (const [part, value] of Object.entries({ project, domain, name })) {
    if (value === "") throw badInput(`${field}.${part}`, `${field}.${part} is missing.`);
  }
  return create(RunIdentifierSchema, { project, domain, name, org });
}

/** Names the execution that a run is. */
export function executionOf({ project, domain, name, org }: Names): WorkflowExecutionIdentifier {
  return create(WorkflowExecutionIdentifierSchema, { project, domain, name, org });
}
