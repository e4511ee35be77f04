import { compatRules } from "../catalogue.ts";
import { countStandings } from "./count.ts";
import { locationOf } from "./location.ts";
import type { CompatReport } from "./report.ts";

/** Writes a report as JUnit's XML: a test case for each thing found, one that passes where nothing was. */
export function formatJUnit(report: CompatReport): string {
  const cases = report.judged.map(({ finding, standing, order, against }) => {
    const { name } = compatRules[finding.rule];
    const open = `<testcase classname="${escape(`${finding.rule} ${name}`)}" name="${escape(`${finding.symbol} against ${against}`)}"`;
    const text = escape(`${locationOf(finding.place)} ${finding.message} (${order})`.trim());
    if (standing === "fails")
      return `    ${open}><failure message="${escape(finding.message)}">${text}</failure></testcase>`;
    if (standing === "noted") return `    ${open}/>`;
    return `    ${open}><skipped message="${text}"/></testcase>`;
  });
  const waivers = report.waiverProblems.map(
    ({ kind, waiver, message }) =>
      `    <testcase classname="waiver ${kind}" name="${escape(waiver.symbol)}"><failure message="${escape(message)}"/></testcase>`,
  );
  const all = [...cases, ...waivers];
  const shown =
    all.length > 0 ? all : ['    <testcase classname="compat" name="nothing changed"/>'];
  const { fails } = countStandings(report);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<testsuites>",
    `  <testsuite name="runledger compat" tests="${shown.length}" failures="${fails}">`,
    ...shown,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#10;");
}
