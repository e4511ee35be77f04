import { createInterface } from "node:readline/promises";
import { actionPhaseLifecycle } from "@runledger/state";
import type { GatewayClient } from "../client/gateway-client.ts";
import type { PatienceOptions } from "../client/patience.ts";
import { exitCode, type ExitCode } from "../command/exit-code.ts";
import type { Host } from "../command/host.ts";
import { getCondition } from "../operations/get-condition.ts";
import { painter } from "../terminal/paint.ts";
import type { WatchedAction } from "../watch/frame.ts";
import { mapsAsObjects } from "../watch/maps-as-objects.ts";
import { Screen } from "../watch/screen.ts";
import { ShownTree } from "../watch/shown-tree.ts";
import { watchRun } from "../watch/watch-run.ts";
import { answer, wanted } from "./answer.ts";
import { Logs, type LogsOf } from "./logs.ts";

/** Which run to follow, and how. */
export interface FollowOptions {
  readonly run: { readonly project: string; readonly domain: string; readonly name: string };
  /** Writes each frame as a line of JSON, and nothing else. */
  readonly json: boolean;
  /** Shows what the run prints. */
  readonly logs: boolean;
  /** Where a person is asked. Undefined: nobody is. */
  readonly input: NodeJS.ReadStream | undefined;
}

/**
 * Shows a run until it has settled: its tree, what it prints, what it asks a person.
 *
 * @returns 0 if it went well, 1 if it didn't, 130 if the person wanted no more
 */
export async function followRun(
  client: GatewayClient,
  { input, json, logs: withLogs, run }: FollowOptions,
  host: Host,
  patience: PatienceOptions,
): Promise<ExitCode> {
  const paint = painter(host.stdout, host.env);
  const tree = new ShownTree();
  const screen = new Screen(host.stdout, paint, host.clock);
  const print = (text: string): void => screen.print(`${text}\n`, tree);
  const tell = (line: string, { action }: LogsOf): void =>
    print(`${paint("dim", `${action} |`)} ${line}`);
  const logs = new Logs(client.options, tell, host.stop);
  const asked = new Set<string>();
  const look = (action: WatchedAction): void => {
    if (withLogs && !json && hasBegun(action)) {
      const { project, domain, name } = run;
      logs.follow({ project, domain, run: name, action: action.name, attempt: action.attempts });
    }
    if (json || !waitsForSomebody(action) || asked.has(action.name)) return;
    asked.add(action.name);
    const ask = input === undefined ? tellHow : askPerson;
    void ask(client, { run, name: action.name }, { print, input, signal: host.stop }).catch(
      (error: unknown) => print(`${action.name} can't be answered: ${String(error)}`),
    );
  };
  for await (const event of watchRun(client, { run, filter: {} }, patience)) {
    tree.apply(event);
    if (json) host.stdout.write(`${JSON.stringify(event, mapsAsObjects)}\n`);
    else if (event.kind !== "settled") screen.show(tree, event);
    if (event.kind === "snapshot" || event.kind === "changed") event.actions.forEach(look);
    if (event.kind !== "settled") continue;
    await logs.end();
    if (!json) screen.show(tree, event);
    return actionPhaseLifecycle.of(event.phase)?.outcome === "success"
      ? exitCode.ok
      : exitCode.failed;
  }
  screen.end(tree);
  return exitCode.interrupted;
}

function waitsForSomebody({ phase }: WatchedAction): boolean {
  return actionPhaseLifecycle.awaitsSignal(actionPhaseLifecycle.of(phase)?.number ?? 0);
}

/** Only what has begun to work prints anything; and what has others below it composes. */
function hasBegun({ counts, phase }: WatchedAction): boolean {
  const role = actionPhaseLifecycle.of(phase)?.role;
  return counts.size === 0 && (role === "active" || role === "terminal");
}

type Action = Parameters<typeof answer>[1];

interface Asking {
  readonly print: (text: string) => void;
  readonly input: NodeJS.ReadStream | undefined;
  readonly signal: AbortSignal;
}

async function tellHow(client: GatewayClient, action: Action, { print }: Asking): Promise<void> {
  const { prompt, type } = await client.request(getCondition, { action });
  const { domain, name, project } = action.run;
  const scope = [
    ...(project === "default" ? [] : [`--project ${project}`]),
    ...(domain === "development" ? [] : [`--domain ${domain}`]),
  ];
  const words = ["runledger signal", name, action.name, `<${wanted[type] ?? "value"}>`, ...scope];
  print(`${action.name} asks: ${prompt}\n  answer with: ${words.join(" ")}`);
}

async function askPerson(
  client: GatewayClient,
  action: Action,
  { input, print, signal }: Asking,
): Promise<void> {
  if (input === undefined) return;
  const { prompt, type } = await client.request(getCondition, { action });
  const lines = createInterface({ input, terminal: false });
  try {
    print(`${action.name} asks: ${prompt} (${wanted[type] ?? type})`);
    for (;;) {
      const text = await lines.question("", { signal });
      const answered = await answer(client, action, text);
      if (answered.kind === "answered") return;
      print(answered.message);
      if (answered.kind === "refused") return;
    }
  } finally {
    lines.close();
  }
}
