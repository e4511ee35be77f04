import { timestampDate } from "@bufbuild/protobuf/wkt";
import {
  actionPhaseLifecycle as lifecycle,
  attemptOf,
  isFinal,
  legalPhases,
  phaseOf,
  rules,
} from "@runledger/state";
import { placeOf } from "../report/place-of.ts";
import type { Paint } from "../report/to-text.ts";
import { type ExplainedAction, type ExplainedReport, phaseNameOf } from "./explain-action.ts";

const plain: Paint = (_, text) => text;

/** Writes for people why an action is in its phase: the chain of reports, and what each did. */
export function toExplanation(
  { symbol, action, reports }: ExplainedAction,
  paint: Paint = plain,
): string {
  const lines = [paint("bold", symbol), ...reports.flatMap((report) => describe(report, paint))];
  if (action === undefined) lines.push("  Nothing of it was taken: nothing is known of it.");
  else {
    const { record, metadata } = action;
    const phase = lifecycle.of(phaseOf(record));
    const attempt = attemptOf(record);
    const legal = legalPhases(record, metadata, attempt).map(
      (number) => lifecycle.of(number)?.shortName,
    );
    lines.push(`  It is ${phase?.shortName} in attempt ${attempt}: ${phase?.description ?? ""}`);
    if (isFinal(record, metadata)) lines.push("  It has ended.");
    if (legal.length > 0) lines.push(`  What may follow in this attempt: ${legal.join(", ")}.`);
  }
  return `${lines.join("\n")}\n`;
}

function describe(report: ExplainedReport, paint: Paint): string[] {
  const { event, result } = report;
  const time = event.updatedTime ?? event.reportedTime;
  const when = time === undefined ? "no time" : timestampDate(time).toISOString();
  const version = event.version === 0 ? "" : ` v${event.version}`;
  const who = event.producer === "" ? "" : `, by ${event.producer}`;
  const isRefused = "rule" in result;
  const head = `  ${isRefused ? paint("red", "✗") : "│"} ${when.padEnd(24)}  attempt ${event.attempt}  ${phaseNameOf(event)}${version}  ${effectOf(report)}`;
  const place = paint("dim", `  (${placeOf(report)}${who})`);
  if (!isRefused) return [head + place];
  const rule = `${result.rule} ${rules[result.rule].name}`;
  return [head + place, `      ${paint("red", rule)}: ${result.message}`];
}

function effectOf({ result }: ExplainedReport): string {
  switch (result.kind) {
    case "moved": {
      const from = lifecycle.isAbsent(result.from)
        ? "it was heard of"
        : `from ${lifecycle.of(result.from)?.shortName}`;
      return `moved: ${from} to ${lifecycle.of(result.to)?.shortName}`;
    }
    case "updated":
      return "updated: the details changed, the phase didn't";
    case "late":
      return "late: kept, and the action doesn't move back";
    case "duplicate":
      return "duplicate: known already";
    case "conflict":
      return "refused: another report under this key came first";
    case "rejected":
      return "refused";
  }
}
