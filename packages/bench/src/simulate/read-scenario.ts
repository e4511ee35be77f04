import { parseArgs } from "node:util";
import { type Scenario, defaultScenario, parameters } from "./parameters.ts";

/** What the command was told. */
export type SimulateCommand =
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly problem: string }
  | { readonly kind: "run"; readonly scenario: Scenario; readonly json: boolean };

/** Reads the command line: a flag for each parameter. */
export function readScenario(args: readonly string[]): SimulateCommand {
  const names = Object.keys(parameters) as (keyof Scenario)[];
  const options = Object.fromEntries(
    names.map((name) => [toFlag(name), { type: "string" as const }]),
  );
  let values: Readonly<Record<string, string | boolean | undefined>>;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: { ...options, json: { type: "boolean" }, help: { type: "boolean" } },
    }));
  } catch (error) {
    return { kind: "wrong", problem: error instanceof Error ? error.message : String(error) };
  }
  if (values["help"] === true) return { kind: "help" };
  const scenario: Record<keyof Scenario, number> = { ...defaultScenario };
  for (const name of names) {
    const given = values[toFlag(name)];
    if (given === undefined) continue;
    const value = Number(given);
    // A simulated second of nothing would never end.
    if (!Number.isFinite(value) || value < 0 || (value === 0 && mustBe.has(name))) {
      const problem = `--${toFlag(name)} is "${String(given)}": a number above 0 is wanted.`;
      return { kind: "wrong", problem };
    }
    scenario[name] = value;
  }
  return { kind: "run", scenario, json: values["json"] === true };
}

/** What can't be 0. */
const mustBe: ReadonlySet<keyof Scenario> = new Set([
  "reportsPerSecond",
  "peak",
  "batch",
  "reportsPerAction",
  "actionsPerRun",
  "runMinutes",
  "gateways",
  "gatewayMemory",
  "transactions",
  "databaseCores",
  "diskBandwidth",
  "diskSize",
  "sample",
]);

/** Writes what can be said. */
export function simulateHelp(): string {
  const lines = Object.entries(parameters).map(
    ([name, { value, meaning }]) =>
      `  --${toFlag(name).padEnd(22)}${String(value).padStart(7)}  ${meaning}`,
  );
  return `usage: npm run simulate [-- OPTIONS]

Simulates a day of reports in virtual time, and says where the first limit stands.

${lines.join("\n")}
  --json                           prints figures for programs

Examples:
  npm run simulate
  npm run simulate -- --batch 1000 --gateways 2
  npm run simulate -- --reports-per-second 500 --batch 10 --gateways 1 --database-cores 2
`;
}

function toFlag(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
