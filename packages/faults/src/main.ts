// Breaks things and looks what is lost: npm run test:faults -- --help
import { findPostgres, PostgresServer } from "@runledger/store/testing";
import { planRound } from "./plan/plan-round.ts";
import { type FaultsCommand, type Kind, help, readOptions } from "./read-options.ts";
import type { DatabaseHost } from "./round/database-host.ts";
import { describeFault } from "./round/describe-fault.ts";
import { postgresHost } from "./round/postgres-host.ts";
import { powerHost } from "./power/power-host.ts";
import { runRounds } from "./round/run-rounds.ts";
import { sqliteHost } from "./round/sqlite-host.ts";
import { runWorkRound } from "./work/run-work-round.ts";
import { tellViolation } from "./tell-violation.ts";

type RunCommand = Extract<FaultsCommand, { kind: "run" }>;

/** Kinds of which a round is written to and watched. */
type RoundKind = Exclude<Kind, "work">;

const hosts: Readonly<Record<RoundKind, () => Promise<DatabaseHost | undefined>>> = {
  sqlite: async () => sqliteHost(),
  postgres: postgresHost,
  power: () => powerHost(),
};

/** What is missing where there is no host. */
const missing: Readonly<Record<RoundKind, string>> = {
  sqlite: "",
  postgres: "PostgreSQL 15 or later is not on this machine (Debian: apt-get install postgresql)",
  power: "only Linux with a C compiler has this (Debian: apt-get install gcc libc6-dev)",
};

const MINUTE = 60_000;

/** Returns the exit code: 0, 1 if a promise was broken, 2 for a wrong call. */
async function main(): Promise<number> {
  const command = readOptions(process.argv.slice(2), () => Math.floor(Math.random() * 1e9));
  if (command.kind === "help") {
    print(help);
    return 0;
  }
  if (command.kind === "wrong") {
    process.stderr.write(`${command.problem}\n\n${help}`);
    return 2;
  }
  if (command.list) {
    for (const kind of command.databases) list(command, kind);
    return 0;
  }
  print(`seed ${command.seed}`);
  let passed = 0;
  let failed = 0;
  for (const kind of command.databases) {
    const counts = kind === "work" ? await runWork(command) : await runKind(command, kind);
    passed += counts.passed;
    failed += counts.failed;
  }
  print(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function runKind(
  { seed, rounds, minutes, sabotage }: RunCommand,
  kind: RoundKind,
): Promise<{ readonly passed: number; readonly failed: number }> {
  const host = await hosts[kind]();
  if (host === undefined) {
    const mustBe = process.env["CI"] === "true" && process.platform === "linux";
    print(`${kind}: ${mustBe ? "FAILED" : "left out"}: ${missing[kind]}`);
    return { passed: 0, failed: mustBe ? 1 : 0 };
  }
  const until = minutes === undefined ? Infinity : performance.now() + minutes * MINUTE;
  let passed = 0;
  let failed = 0;
  print(`\n${kind}: seed ${seed}`);
  for await (const round of runRounds({ host, seed, rounds, until, sabotage, progress: print })) {
    const { reports, reconnections, violation, took } = round;
    const counts = `${reports} reports acknowledged, ${reconnections} reconnections`;
    const verdict = violation === undefined ? "held" : "BROKEN";
    print(`${kind}: seed ${round.seed} ${verdict}: ${counts}, ${(took / 1000).toFixed(1)} s\n`);
    if (violation === undefined) passed += 1;
    else {
      failed += 1;
      print(`${tellViolation(kind, round)}\n`);
    }
  }
  return { passed, failed };
}

/** How long the work of a round may take. */
const WORK_PATIENCE = 15 * MINUTE;

async function runWork({
  seed,
}: RunCommand): Promise<{ readonly passed: number; readonly failed: number }> {
  if (process.platform !== "linux" || findPostgres() === undefined) {
    const mustBe = process.env["CI"] === "true" && process.platform === "linux";
    print(`work: ${mustBe ? "FAILED" : "left out"}: ${missing.postgres}, or this is no Linux`);
    return { passed: 0, failed: mustBe ? 1 : 0 };
  }
  const actions = Number(process.env["RUNLEDGER_FAULTS_WORK"] ?? 1000);
  print(`\nwork: seed ${seed}`);
  const began = performance.now();
  const seconds = (): string => ((performance.now() - began) / 1000).toFixed(1);
  const server = await PostgresServer.start();
  let problems: string[];
  try {
    problems = await runWorkRound({
      server: server.url("postgres"),
      seed,
      actions,
      patience: WORK_PATIENCE,
      progress: (line) => print(`${seconds().padStart(6)} s  ${line}`),
    });
  } finally {
    await server[Symbol.asyncDispose]();
  }
  for (const problem of problems.slice(0, 50)) print(`  ${problem}`);
  print(
    `work: seed ${seed} ${problems.length === 0 ? "held" : "BROKEN"}: ${actions} actions, ${seconds()} s\n`,
  );
  return problems.length === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function list({ seed, rounds }: RunCommand, kind: Kind): void {
  if (kind === "work") {
    print(`work: seed ${seed}: what is killed and aborted when is drawn from it`);
    return;
  }
  for (let index = 0; index < Math.min(rounds, 100); index += 1) {
    const database = kind === "postgres" ? "postgres" : "sqlite";
    const plan = planRound(seed + index, { database, power: kind === "power" });
    print(`${kind}: seed ${plan.seed}, ${plan.gateways} gateways, ${plan.stories.length} reports`);
    for (const { name, at } of plan.watchers) print(`  from ${at} on: watcher ${name}`);
    for (const fault of plan.faults) print(`  ${describeFault(fault)}`);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

// What was started ends with this process.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

process.exit(await main());
