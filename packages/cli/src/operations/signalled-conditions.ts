import { fromJson, type JsonValue } from "@bufbuild/protobuf";
import { ActionPhaseSchema, type Literal, LiteralSchema } from "@runledger/proto";
import { outcomeOf } from "@runledger/state";
import type { Operation } from "../client/gateway-client.ts";
import type { RunVariables } from "./list-events.ts";
import { type Page, readPage } from "./page.ts";
import { messageOf, selectionOf } from "./whole-message.ts";

/** A condition that somebody has signalled. */
export interface SignalledCondition {
  readonly name: string;
  readonly output: Literal;
}

const maxText = 8192;

/** The phases in which a condition may be resolved, as GraphQL has them. */
const resolved = ActionPhaseSchema.values
  .filter(({ number }) => outcomeOf(number) === "success")
  .map(({ name }) => name.slice(ActionPhaseSchema.sharedPrefix?.length ?? 0).toUpperCase());

/** Lists the conditions of a run that have been signalled. Its nodes are `SignalledCondition`s, or undefined for others. */
export const signalledConditions: Operation<RunVariables, Page> = {
  document: `query SignalledConditions($run: RunIdentifierInput!, $after: String, $phases: [ActionPhase!]) {
  run(run: $run) { actions(first: 100, after: $after, filter: { types: [CONDITION], phases: $phases }) {
    pageInfo { hasNextPage endCursor }
    edges { node { name signalInfo { output ${selectionOf(LiteralSchema)} } } }
  } }
}`,
  variables: (variables) => ({ ...variables, phases: resolved }),
  read: (data) =>
    readPage(data.get("run").get("actions"), (node): SignalledCondition | undefined => {
      const output = node.get("signalInfo").get("output").value;
      if (output === undefined || output === null) return undefined;
      const json = messageOf(LiteralSchema, output) as JsonValue;
      return {
        name: node.get("name").string(maxText) ?? "",
        output: fromJson(LiteralSchema, json, { ignoreUnknownFields: true }),
      };
    }),
};
