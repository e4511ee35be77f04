// Simulates a day: npm run simulate -- --help
import { findLimits } from "./find-limits.ts";
import { readScenario, simulateHelp } from "./read-scenario.ts";
import { simulateDay } from "./simulate-day.ts";
import { tellDay } from "./tell-day.ts";

/** Returns the exit code: 0, or 2 for a wrong call. */
function main(): number {
  const command = readScenario(process.argv.slice(2));
  if (command.kind === "help") {
    process.stdout.write(simulateHelp());
    return 0;
  }
  if (command.kind === "wrong") {
    process.stderr.write(`${command.problem}\n\n${simulateHelp()}`);
    return 2;
  }
  const { scenario, json } = command;
  const hours = simulateDay(scenario);
  process.stdout.write(
    json
      ? `${JSON.stringify({ scenario, hours, limits: findLimits(scenario) }, null, 2)}\n`
      : `${tellDay(scenario, hours)}\n`,
  );
  return 0;
}

process.exitCode = main();
