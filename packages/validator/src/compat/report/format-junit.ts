import { escapeXml } from "../../report/escape-xml.ts";
import { compatRules } from "../catalogue.ts";
import { countStandings } from "./count.ts";
import { locationOf } from "./location.ts";
import type { CompatReport } from "./report.ts";

/** Writes a report as JUnit's XML: a test case for each thing found, one that passes where nothing was. */
export function formatJUnit(report: CompatReport): string {
  const cases = report.judged.map(({ finding, standing, order, against }) => {
    const { name } = compatRules[finding.rule];
    const open = `<testcase classname="${escapeXml(`${finding.rule} ${name}`)}" name="${escapeXml(`${finding.symbol} against ${against}`)}"`;
    const text = escapeXml(`${locationOf(finding.place)} ${finding.message} (${order})`.trim());
    if (standing === "fails")
      return `    ${open}><failure message="${escapeXml(finding.message)}">${text}</failure></testcase>`;
    if (standing === "noted") return `    ${open}/>`;
    return `    ${open}><skipped message="${text}"/></testcase>`;
  });
  const waivers = report.waiverProblems.map(
    ({ kind, waiver, message }) =>
      `    <testcase classname="waiver ${kind}" name="${escapeXml(waiver.symbol)}"><failure message="${escapeXml(message)}"/></testcase>`,
  );
  const all = [...cases, ...waivers];
  const shown =
    all.length > 0 ? all : ['    <testcase classname="compat" name="nothing changed"/>'];
  const { fails } = countStandings(report);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<testsuites>",
    `  <testsuite name="runledger compat" tests="${shown.length}" failures="${fails}" errors="0">`,
    ...shown,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}
