import { type RunDeclaration, RunDeclarationSchema } from "@runledger/proto";
import type { Operation } from "../client/gateway-client.ts";
import { protobufInput } from "../client/protobuf-input.ts";

/**
 * Declares a run, with all that is known of it: also what the schema doesn't declare.
 *
 * @returns "CREATED", or "EXISTS" where it was declared just so before. Where it was declared otherwise the gateway answers
 *   with an error of code ALREADY_EXISTS.
 */
export const createRun: Operation<RunDeclaration, string> = {
  document: "mutation CreateRun($input: CreateRunInput!) { createRun(input: $input) { outcome } }",
  variables: ({ id, ...declaration }) => ({
    input: {
      org: id?.org,
      project: id?.project,
      domain: id?.domain,
      name: id?.name,
      protobuf: protobufInput(RunDeclarationSchema, declaration),
    },
  }),
  read: (data) => data.get("createRun").get("outcome").string(100),
};
