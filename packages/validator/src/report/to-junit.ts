import { catalogue } from "../rules/catalogue.ts";
import { escapeXml } from "./escape-xml.ts";
import { placeOf } from "./place-of.ts";
import type { Report } from "./report.ts";

/** Writes a report as JUnit's XML: a test a rule, which fails where the rule was broken. */
export function toJunit({ result, severities }: Report): string {
  const { findings, counts, waiverProblems } = result.verdict;
  const rules = [...catalogue.values()].filter(({ id }) => severities[id] !== "off");
  const failed = rules.filter(({ id }) => (counts[id] ?? 0) > 0);
  const cases = rules.map(({ id, name }) => {
    const own = findings.filter(({ rule }) => rule === id);
    const title = `<testcase classname="runledger" name="${escapeXml(`${id} ${name}`)}"`;
    if ((counts[id] ?? 0) === 0) return `    ${title}/>`;
    const text = own.map((each) => `${placeOf(each)} ${each.symbol}: ${each.message}`).join("\n");
    const what = `broken ${counts[id]} times`;
    return `    ${title}><failure message="${what}">${escapeXml(text)}</failure></testcase>`;
  });
  const problems = result.problems.map(
    (problem) =>
      `    <testcase classname="runledger" name="${escapeXml(`read ${placeOf(problem)}`)}"><error message="${escapeXml(problem.message)}"/></testcase>`,
  );
  const waivers = waiverProblems.map(
    ({ kind, waiver, message }) =>
      `    <testcase classname="runledger" name="${escapeXml(`${kind} waiver ${waiver.rule} ${waiver.symbol}`)}"><failure message="${escapeXml(message)}"/></testcase>`,
  );
  const tests = rules.length + problems.length + waivers.length;
  const failures = failed.length + waivers.length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites><testsuite name="runledger validate" tests="${tests}" failures="${failures}" errors="${problems.length}">`,
    ...cases,
    ...problems,
    ...waivers,
    "</testsuite></testsuites>",
    "",
  ].join("\n");
}
