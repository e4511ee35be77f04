import { ActionDeclarationSchema, ActionEventSchema } from "@runledger/proto";
import type { Operation } from "../client/gateway-client.ts";
import { messageInput } from "../client/message-input.ts";
import type { Field } from "../document/field.ts";
import type { PlannedReport } from "../plan/plan.ts";
import type { Answer } from "../send/answer.ts";

/** What the ledger does not hold a report after. Source: ReportOutcome in proto/runledger/run/v1/event.proto. */
const refusedOutcomes: ReadonlySet<string> = new Set(["CONFLICT", "REJECTED"]);
const refusedDeclaration = "REFUSED";

/** Reports what happened. @returns what became of each report, in order */
export const reportEvents: Operation<readonly PlannedReport[], readonly Answer[]> = {
  document: `mutation ReportEvents($input: ReportEventsInput!) {
  reportEvents(input: $input) {
    results { outcome message rule { id } declaration { outcome message rule { id } } }
  }
}`,
  variables: (reports) => ({ input: { reports: reports.map(reportInput) } }),
  read: (data) => {
    const results = data.get("reportEvents").get("results").elements();
    const answers = results?.map(readAnswer).filter((answer) => answer !== undefined);
    return answers?.length === results?.length ? answers : undefined;
  },
};

/** Writes a report as the gateway takes it. */
export function reportInput({
  event,
  declaration,
}: PlannedReport): Readonly<Record<string, unknown>> {
  return {
    event: messageInput(ActionEventSchema, event),
    ...(declaration === undefined
      ? {}
      : { declaration: messageInput(ActionDeclarationSchema, declaration) }),
  };
}

function readAnswer(result: Field): Answer | undefined {
  const outcome = result.get("outcome").string(100);
  if (outcome === undefined) return undefined;
  if (refusedOutcomes.has(outcome)) return { outcome, held: false, refusal: refusalOf(result) };
  const declaration = result.get("declaration");
  if (declaration.get("outcome").value !== refusedDeclaration) {
    return { outcome, held: true, refusal: "" };
  }
  // The report is stored; what it said that the action is, is not.
  return { outcome, held: false, refusal: `its declaration: ${refusalOf(declaration)}` };
}

/** Says why something was refused, as "RL301: …". */
export function refusalOf(field: Field): string {
  const rule = field.get("rule").get("id").value;
  const message = field.get("message").value;
  return [rule, message].filter((text) => typeof text === "string").join(": ");
}
