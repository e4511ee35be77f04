// Runs one case once, in a process of its own, and sends what it measured to the one that started
// it.
import { suites } from "./suites.ts";

const [suiteName = "", caseName] = process.argv.slice(2);
const suite = await suites[suiteName]?.();
const chosen = suite?.cases.find(({ name }) => name === caseName);
if (chosen === undefined) throw new Error(`no case ${caseName} in suite ${suiteName}`);
process.send?.(await chosen.run());
