import { RunDeclarationSchema } from "@runledger/proto";
import { messageInput } from "../client/message-input.ts";
import { reportInput } from "../operations/report-events.ts";
import type { Plan } from "../plan/plan.ts";
import { describeFacts } from "./describe-facts.ts";
import { formatCounted } from "../terminal/format.ts";
import type { Output } from "../terminal/output.ts";

/**
 * Writes what would be sent: for people a summary, for programs the declaration of the run and then each report, a line
 * of JSON each, as the gateway's GraphQL takes them.
 */
export function writeDryRun(plan: Plan, output: Output, json: boolean): void {
  const { declaration, facts, reports } = plan;
  if (json) {
    output.write(
      `${JSON.stringify({ createRun: messageInput(RunDeclarationSchema, declaration) })}\n`,
    );
    for (const report of reports) {
      output.write(`${JSON.stringify({ at: report.at, report: reportInput(report) })}\n`);
    }
    return;
  }
  const { project, domain, name } = declaration.id ?? { project: "", domain: "", name: "" };
  output.write(
    [
      `would record run ${name} (${project}/${domain}), and sends nothing now:`,
      `  ${describeFacts(facts)}`,
      `  ${formatCounted(reports.length, "report")}`,
      "",
    ].join("\n"),
  );
}
