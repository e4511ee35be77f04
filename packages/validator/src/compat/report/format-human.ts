import { compatRules } from "../catalogue.ts";
import type { Judged, Standing } from "../policy/judge.ts";
import { orderSentence } from "../upgrade-order.ts";
import { summaryOf } from "./count.ts";
import { locationOf } from "./location.ts";
import type { CompatReport } from "./report.ts";

const words: Readonly<Record<Standing, string>> = {
  fails: "breaks",
  warns: "look at",
  waived: "waived",
  noted: "note",
};

/** Writes a report for people: what changed, whom it hurts, in which order to upgrade, the way out. */
export function formatHuman(report: CompatReport): string {
  const blocks = [
    ...report.judged.map(blockOf),
    ...report.waiverProblems.map(({ kind, message }) => `breaks  waiver ${kind}\n  ${message}`),
    ...report.notes.map((note) => `note  ${note}`),
    summaryOf(report),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function blockOf(judged: Judged): string {
  const { finding, standing, order, against, waiver, mode } = judged;
  const { name, wayOut } = compatRules[finding.rule];
  const detail = finding.detail === undefined ? "" : ` (${finding.detail})`;
  const where = locationOf(finding.place);
  const lines = [
    `${words[standing]}  ${finding.rule} ${name}${detail}  ${finding.symbol}`,
    ...(where === "" ? [] : [`  at ${where}, compared with ${against}`]),
    `  ${finding.message}`,
    ...(waiver === undefined ? [] : [`  Waived: ${waiver}`]),
    ...(standing === "noted" && order === "any-order"
      ? []
      : [`  ${orderSentence[order]} ${breaksSentence(judged)}The mode is ${mode}.`]),
    ...(standing === "fails" || standing === "warns" ? [`  Way out: ${wayOut}`] : []),
  ];
  return lines.join("\n");
}

function breaksSentence({ finding: { backward, forward } }: Judged): string {
  const broken = [
    ...(backward === "breaks" ? ["BACKWARD"] : []),
    ...(forward === "breaks" ? ["FORWARD"] : []),
  ];
  return broken.length === 0 ? "" : `Breaks ${broken.join(" and ")}. `;
}
