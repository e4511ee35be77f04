// Runs a suite of benchmarks: npm run bench -- tree --rounds 3 --only "build wide"
import { mkdir, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { describeMachine } from "./machine.ts";
import { runSuite } from "./run-suite.ts";
import { suites } from "./suites.ts";
import { isMet, toMarkdown } from "./to-markdown.ts";

const USAGE = `usage: npm run bench -- SUITE [--rounds N] [--only "WORDS"] [--json FILE] [--docs] [--check]

  SUITE          one of: ${Object.keys(suites).join(", ")}
  --rounds N     how often each case runs (5)
  --only WORDS   run the cases whose names hold all of these words
  --json FILE    write all figures to a file
  --docs         write figures and tables to docs/benchmarks/
  --check        fail if a goal is missed
`;

/** Returns the exit code: 0, 1 if a goal is missed, 2 for a wrong call. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: "string", default: "5" },
      only: { type: "string", default: "" },
      json: { type: "string" },
      docs: { type: "boolean", default: false },
      check: { type: "boolean", default: false },
    },
  });
  const suite = await suites[positionals[0] ?? ""]?.();
  const rounds = Number(values.rounds);
  if (suite === undefined || positionals.length > 1 || !(Number.isInteger(rounds) && rounds > 0)) {
    process.stderr.write(USAGE);
    return 2;
  }
  const only = values.only.split(/\s+/).filter((word) => word !== "");
  const progress = (line: string): void => void process.stderr.write(`${line}\n`);
  const results = await runSuite(suite, { rounds, only, progress });
  const run = { machine: describeMachine(), rounds, results };
  const [json, markdown] = [`${JSON.stringify(run, null, 2)}\n`, toMarkdown(suite, run)];
  process.stdout.write(markdown);
  if (values.json !== undefined) await writeFile(values.json, json);
  if (values.docs) {
    const folder = new URL("../../../docs/benchmarks/", import.meta.url);
    await mkdir(folder, { recursive: true });
    await writeFile(new URL(`${suite.name}.json`, folder), json);
    await writeFile(new URL(`${suite.name}.md`, folder), markdown);
  }
  const missed = suite.goals.some((goal) => isMet(goal, results) === false);
  return values.check && missed ? 1 : 0;
}

process.exitCode = await main();
