import { catalogue } from "../rules/catalogue.ts";
import { placeOf } from "./place-of.ts";
import type { Report } from "./report.ts";

/** Writes a report as JUnit's XML: a test a rule, which fails where the rule was broken. */
export function toJunit({ result, severities }: Report): string {
  const { findings, counts } = result.verdict;
  const rules = [...catalogue.values()].filter(({ id }) => severities[id] !== "off");
  const failed = rules.filter(({ id }) => (counts[id] ?? 0) > 0);
  const cases = rules.map(({ id, name }) => {
    const own = findings.filter(({ rule }) => rule === id);
    const title = `<testcase classname="runledger" name="${escape(`${id} ${name}`)}"`;
    if ((counts[id] ?? 0) === 0) return `    ${title}/>`;
    const text = own.map((each) => `${placeOf(each)} ${each.symbol}: ${each.message}`).join("\n");
    const what = `broken ${counts[id]} times`;
    return `    ${title}><failure message="${what}">${escape(text)}</failure></testcase>`;
  });
  const problems = result.problems.map(
    (problem) =>
      `    <testcase classname="runledger" name="${escape(`read ${placeOf(problem)}`)}"><error message="${escape(problem.message)}"/></testcase>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites><testsuite name="runledger validate" tests="${rules.length + problems.length}" failures="${failed.length}" errors="${problems.length}">`,
    ...cases,
    ...problems,
    "</testsuite></testsuites>",
    "",
  ].join("\n");
}

function escape(text: string): string {
  return (
    text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      // XML 1.0 has no way to write these.
      // oxlint-disable-next-line no-control-regex
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
  );
}
