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
  --help         say this

Each case runs in a process of its own, round by round. Tables go to the standard output, what runs to the standard error.
Medians and spreads are of the rounds; the ratios travel between machines, the times don't.

examples:
  npm run bench -- ledger --rounds 1               everything of the ledger, once
  npm run bench -- ledger --only watch             only how long a commit takes to those who watch
  npm run bench -- tree --only "change 1000000"    what a change costs in a tree of a million
  npm run bench -- tree --rounds 3 --docs          measure the tree, and write docs/benchmarks/tree.md
  npm run bench -- store --check                   exit with 1 if the store misses a goal
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
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
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
