import { type ActionDeclaration, ActionDeclarationSchema } from "@runledger/proto";
import type { Operation } from "../client/gateway-client.ts";
import { protobufInput } from "../client/protobuf-input.ts";
import type { Answer } from "../send/answer.ts";
import type { RunVariables } from "./list-events.ts";
import { refusalOf } from "./report-events.ts";

/** Which actions of a run to declare. */
export interface DeclareVariables extends Pick<RunVariables, "run"> {
  readonly declarations: readonly ActionDeclaration[];
}

/** Declares actions, with all that is known of them: also what the schema does not declare. @returns what became of each, in order */
export const declareActions: Operation<DeclareVariables, readonly Answer[]> = {
  document: `mutation DeclareActions($input: DeclareActionsInput!) {
  declareActions(input: $input) { results { outcome message rule { id } } }
}`,
  variables: ({ run, declarations }) => ({
    input: {
      run,
      protobuf: declarations.map((each) => protobufInput(ActionDeclarationSchema, each)),
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
