// Writes docs/rules: a page for each rule, from the catalogue and the examples that the tests hold it to.
//
//   node --conditions=@runledger/source packages/validator/scripts/write-rule-pages.ts

import { mkdirSync, writeFileSync } from "node:fs";
import { catalogue } from "../src/rules/catalogue.ts";
import { ruleExamples } from "../src/testing/rule-examples.ts";
import { writeRulePage } from "../src/testing/write-rule-page.ts";
import { writeRuleIndex } from "../src/testing/write-rule-index.ts";

const folder = new URL("../../../docs/rules/", import.meta.url);

mkdirSync(folder, { recursive: true });
writeFileSync(new URL("README.md", folder), writeRuleIndex([...catalogue.values()]));
for (const rule of catalogue.values()) {
  const example = ruleExamples[rule.id];
  if (example === undefined) throw new Error(`${rule.id} has no example.`);
  writeFileSync(new URL(`${rule.id}.md`, folder), writeRulePage(rule, example));
}
