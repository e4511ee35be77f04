import { parseArgs } from "node:util";
import { type Sabotage, sabotages } from "./clients/sabotage.ts";

/** What there is to try. */
export type Kind = "sqlite" | "postgres" | "power" | "work";

const kinds: readonly Kind[] = ["sqlite", "postgres", "power", "work"];

/** What the command was told. */
export type FaultsCommand =
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly problem: string }
  | {
      readonly kind: "run";
      readonly seed: number;
      readonly rounds: number;
      /** Undefined: as many as are asked for. */
      readonly minutes: number | undefined;
      readonly databases: readonly Kind[];
      /** Only says what would be done. */
      readonly list: boolean;
      readonly sabotage: Sabotage | undefined;
    };

export const help: string = `usage: npm run test:faults [-- OPTIONS]

Writes to gateways and watches them while gateways, networks and databases break, and then holds
what every watcher has against the database and against the fold of what was acknowledged.

  --database KIND   ${kinds.join(", ")}; more than once for more than one. Default: all of them
                    sqlite    one gateway over a file
                    postgres  three gateways over one server
                    power     one gateway over a file whose disk forgets what was not flushed
                    work      four workers and a gateway that do 1,000 commands on one server, and are killed meanwhile;
                              one round. RUNLEDGER_FAULTS_WORK: how many commands
  --seed N          the seed of the first round; the others count on from it. Default: drawn, printed
  --rounds N        rounds of each kind. Default: 2
  --minutes M       rounds of each kind until so much time is over. --rounds is left aside
  --list            prints the plan of each round, and runs none
  --sabotage HOW    ${sabotages.join(", ")}: breaks the harness itself, to see that it notices
  --help

Examples:
  npm run test:faults
  npm run test:faults -- --database postgres --minutes 30
  npm run test:faults -- --database sqlite --seed 4711 --rounds 1
`;

const LARGEST_SEED = 0xffff_ffff;

/**
 * Reads the command line.
 *
 * @param draw draws the seed where none is given
 */
export function readOptions(args: readonly string[], draw: () => number): FaultsCommand {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        database: { type: "string", multiple: true },
        seed: { type: "string" },
        rounds: { type: "string", default: "2" },
        minutes: { type: "string" },
        list: { type: "boolean", default: false },
        sabotage: { type: "string" },
        help: { type: "boolean", default: false },
      },
    }));
  } catch (error) {
    return { kind: "wrong", problem: error instanceof Error ? error.message : String(error) };
  }
  if (values.help) return { kind: "help" };
  const seed = values.seed === undefined ? draw() : Number(values.seed);
  const rounds = Number(values.rounds);
  const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
  const databases = (values.database ?? kinds) as readonly Kind[];
  const { list, sabotage } = values;
  const wrong = [
    ...checkNumber("--seed", seed, 0, LARGEST_SEED),
    ...checkNumber("--rounds", rounds, 1, LARGEST_SEED),
    ...(minutes === undefined ? [] : checkNumber("--minutes", minutes, 1, 100_000)),
    ...databases.flatMap((each) => checkName("--database", each, kinds)),
    ...(sabotage === undefined ? [] : checkName("--sabotage", sabotage, sabotages)),
  ];
  if (wrong.length > 0) return { kind: "wrong", problem: wrong.join("\n") };
  return {
    kind: "run",
    seed,
    rounds: minutes === undefined ? rounds : Infinity,
    minutes,
    databases,
    list,
    sabotage: sabotage as Sabotage | undefined,
  };
}

function checkNumber(name: string, value: number, min: number, max: number): string[] {
  const isFine = Number.isInteger(value) && value >= min && value <= max;
  return isFine ? [] : [`${name} is ${value}: a whole number from ${min} to ${max} is wanted.`];
}

function checkName(name: string, value: string, known: readonly string[]): string[] {
  return known.includes(value)
    ? []
    : [`${name} is "${value}", which is none of ${known.join(", ")}.`];
}
