import { placeOf } from "../report/place-of.ts";
import type { Paint } from "../report/to-text.ts";
import { ruleOf } from "../rules/catalogue.ts";
import type { BelowRoot, ExplainedAction, ExplainedReport } from "./explained.ts";

const plain: Paint = (_, text) => text;

/** Writes for people why something is in its phase: the chain of reports, and what each did. */
export function toExplanation(
  { symbol, now, reports, below }: ExplainedAction,
  paint: Paint = plain,
): string {
  const lines = [paint("bold", symbol), ...reports.flatMap((report) => describe(report, paint))];
  if (now === undefined) lines.push("  Nothing of it was taken: nothing is known of it.");
  else {
    lines.push(`  It is ${now.phase} in attempt ${now.attempt}: ${now.description}`);
    if (now.isFinal) lines.push("  It has ended.");
    if (now.legal.length > 0)
      lines.push(`  What may follow in this attempt: ${now.legal.join(", ")}.`);
  }
  if (below.length > 0) lines.push(`  Below it: ${below.map(countOf).join(", ")}.`);
  return `${lines.join("\n")}\n`;
}

function countOf({ phase, count, open }: BelowRoot): string {
  if (open.length === 0) return `${count} ${phase}`;
  const more = open.length < count ? ", …" : "";
  return `${count} ${phase} (${open.join(", ")}${more})`;
}

function describe(report: ExplainedReport, paint: Paint): string[] {
  const { attempt, phase, version, producer, rule, message } = report;
  const when = (report.time ?? "no time").padEnd(24);
  const number = version === 0 ? "" : ` v${version}`;
  const who = producer === "" ? "" : `, by ${producer}`;
  const mark = rule === undefined ? "│" : paint("red", "✗");
  const place = paint("dim", `  (${placeOf(report)}${who})`);
  const head = `  ${mark} ${when}  attempt ${attempt}  ${phase}${number}  ${effectOf(report)}${place}`;
  if (rule === undefined) return [head];
  return [head, `      ${paint("red", `${rule} ${ruleOf(rule).name}`)}: ${message}`];
}

function effectOf({ effect, from, phase }: ExplainedReport): string {
  switch (effect) {
    case "moved":
      return `moved: ${from === undefined ? "it was heard of" : `from ${from}`} to ${phase}`;
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
