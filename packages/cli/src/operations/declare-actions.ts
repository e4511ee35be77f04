import { type ActionDeclaration, ActionDeclarationSchema } from "@runledger/proto";
import type { Operation } from "../client/gateway-client.ts";
import { messageInput } from "../client/message-input.ts";
import type { Answer } from "../send/answer.ts";
import type { RunVariables } from "./list-events.ts";
import { refusalOf } from "./report-events.ts";

/** Which actions of a run to declare. */
export interface DeclareVariables extends Pick<RunVariables, "run"> {
  readonly declarations: readonly ActionDeclaration[];
}

/** Declares actions. @returns what became of each declaration, in order */
export const declareActions: Operation<DeclareVariables, readonly Answer[]> = {
  document: `mutation DeclareActions($input: DeclareActionsInput!) {
  declareActions(input: $input) { results { outcome message rule { id } } }
}`,
  variables: ({ run, declarations }) => ({
    input: {
      run,
      actions: declarations.map((each) => messageInput(ActionDeclarationSchema, each)),
    },
  }),
  read: (data) =>
    data
      .get("declareActions")
      .get("results")
      .elements()
      ?.map((result) => {
        const outcome = result.get("outcome").string(100) ?? "";
        const held = outcome !== "REFUSED";
        return { outcome, held, refusal: held ? "" : refusalOf(result) };
      }),
};
