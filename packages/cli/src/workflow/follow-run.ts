import { stripVTControlCharacters } from "node:util";
import { actionPhaseLifecycle } from "@runledger/state";
import type { GatewayClient } from "../client/gateway-client.ts";
import type { PatienceOptions } from "../client/patience.ts";
import { exitCode, type ExitCode } from "../command/exit-code.ts";
import type { Host } from "../command/host.ts";
import { painter } from "../terminal/paint.ts";
import type { WatchedAction } from "../watch/frame.ts";
import { mapsAsObjects } from "../watch/maps-as-objects.ts";
import { Screen } from "../watch/screen.ts";
import { ShownTree } from "../watch/shown-tree.ts";
import { watchRun } from "../watch/watch-run.ts";
import { Logs, type LogsOf } from "./logs.ts";
import { Questions } from "./questions.ts";

/** Which run to follow, and how. */
export interface FollowOptions {
  readonly run: { readonly project: string; readonly domain: string; readonly name: string };
  /** Writes each frame as a line of JSON, and nothing else. */
  readonly json: boolean;
  /** Shows what the run prints. */
  readonly logs: boolean;
  /** Flags with which `runledger signal` reaches the gateway. */
  readonly flags: readonly string[];
}

/**
 * Shows a run until it has settled: its tree, what it prints, what it asks a person.
 *
 * @returns 0 if it went well, 1 if it didn't, 130 if the person wanted no more
 */
export async function followRun(
  client: GatewayClient,
  { flags, json, logs: withLogs, run }: FollowOptions,
  host: Host,
  patience: PatienceOptions,
): Promise<ExitCode> {
  const { input, interrupt, stdout, stop: signal } = host;
  const paint = painter(stdout, host.env);
  const tree = new ShownTree();
  const screen = new Screen({ output: stdout, paint, clock: host.clock, tree, signal });
  const isTTY = stdout.isTTY === true;
  const print = (text: string): void => screen.print(`${text}\n`);
  const prompt = (line: string): void => screen.prompt(line);
  const tell = (line: string, { action }: LogsOf): void =>
    print(`${paint("dim", `${action} |`)} ${isTTY ? harmless(line) : line}`);
  const logs = new Logs(client.options, tell, signal);
  const asked = { client, run, flags, print, prompt, interrupt, signal };
  const questions = new Questions({ ...asked, input: isTTY ? input : undefined });
  const look = (action: WatchedAction): void => {
    if (json) return;
    if (withLogs && hasBegun(action)) {
      const { project, domain, name } = run;
      logs.follow({ project, domain, run: name, action: action.name, attempt: action.attempts });
    }
    if (waitsForSomebody(action)) questions.add(action.name);
    else questions.drop(action.name);
  };
  try {
    for await (const event of watchRun(client, { run, filter: {} }, patience)) {
      tree.apply(event);
      if (json) stdout.write(`${JSON.stringify(event, mapsAsObjects)}\n`);
      else if (event.kind !== "settled") screen.show(event);
      if (event.kind === "snapshot" || event.kind === "changed") event.actions.forEach(look);
      if (event.kind !== "settled") continue;
      await questions.end();
      await logs.end();
      if (!json) screen.show(event);
      return actionPhaseLifecycle.of(event.phase)?.outcome === "success"
        ? exitCode.ok
        : exitCode.failed;
    }
  } finally {
    await questions.end();
  }
  return exitCode.interrupted;
}

/** All that moves a cursor, but for the tab. */
// oxlint-disable-next-line no-control-regex -- those are meant
const controls = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g;

/** Takes out of a line what would move a terminal's cursor. Of what was written over, what stood there last is left. */
function harmless(line: string): string {
  const last = line.replace(/\r+$/, "").split("\r").at(-1) ?? "";
  return stripVTControlCharacters(last).replaceAll(controls, "");
}

function waitsForSomebody({ phase }: WatchedAction): boolean {
  return actionPhaseLifecycle.awaitsSignal(actionPhaseLifecycle.of(phase)?.number ?? 0);
}

/** Only what has begun to work prints anything; and what has others below it composes. */
function hasBegun({ counts, phase }: WatchedAction): boolean {
  const role = actionPhaseLifecycle.of(phase)?.role;
  return counts.size === 0 && (role === "active" || role === "terminal");
}
