import { create } from "@bufbuild/protobuf";
import { type ProjectIdentifier, type RunIdentifier, RunIdentifierSchema } from "@runledger/proto";
import { GatewayError } from "../errors/gateway-error.ts";

/** What a request to create a run calls it: a name, or the project that it belongs to. */
export type RunIdChoice =
  | { readonly case: "runId"; readonly value: RunIdentifier }
  | { readonly case: "projectId"; readonly value: ProjectIdentifier }
  | { readonly case: undefined; readonly value?: undefined };

/** Says what a run is to be called. An empty name is replaced by the ledger. */
export function runIdOf(id: RunIdChoice): RunIdentifier {
  if (id.case === "runId") return id.value;
  if (id.case === undefined) throw new GatewayError("BAD_INPUT", "id is missing.", { field: "id" });
  const { organization: org, domain, name: project } = id.value;
  return create(RunIdentifierSchema, { org, project, domain });
}
