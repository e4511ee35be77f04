import { type RunDeclaration, RunDeclarationSchema } from "@runledger/proto";
import type { Operation } from "../client/gateway-client.ts";
import { messageInput } from "../client/message-input.ts";

/**
 * Declares a run.
 *
 * @returns "CREATED", or "EXISTS" where it was declared just so before. Where it was declared otherwise the gateway answers
 *   with an error of code ALREADY_EXISTS.
 */
export const createRun: Operation<RunDeclaration, string> = {
  document: "mutation CreateRun($input: CreateRunInput!) { createRun(input: $input) { outcome } }",
  variables: (declaration) => {
    const { id, ...input } = messageInput(RunDeclarationSchema, declaration);
    return { input: { ...(typeof id === "object" ? id : {}), ...input } };
  },
  read: (data) => data.get("createRun").get("outcome").string(100),
};
