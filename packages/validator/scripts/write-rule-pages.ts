// Writes docs/rules: a page for each rule, from the catalogue and the examples that the tests hold it to.
//
//   write-rule-pages.ts [FOLDER]    below which folder; by default that of the repository

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { catalogue } from "../src/rules/catalogue.ts";
import { ruleExamples } from "../src/testing/rule-examples.ts";
import { writeRulePage } from "../src/testing/write-rule-page.ts";
import { writeRuleIndex } from "../src/testing/write-rule-index.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = join(process.argv[2] ?? root, "docs", "rules");

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "README.md"), writeRuleIndex([...catalogue.values()]));
for (const rule of catalogue.values()) {
  const example = ruleExamples[rule.id];
  if (example === undefined) throw new Error(`${rule.id} has no example.`);
  writeFileSync(join(folder, `${rule.id}.md`), writeRulePage(rule, example));
}
