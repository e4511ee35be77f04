import { dirname, resolve } from "node:path";
import { create } from "@bufbuild/protobuf";
import { type RunDeclaration, RunDeclarationSchema } from "@runledger/proto";
import { ROOT_ACTION } from "@runledger/state";
import { Command } from "commander";
import { graphqlEndpoint } from "../client/endpoint.ts";
import type { GatewayClient } from "../client/gateway-client.ts";
import { retry } from "../client/retry.ts";
import {
  addConnectionOptions,
  type ConnectionOptions,
  connect,
  DEFAULT_ADDRESS,
  patienceOf,
} from "../command/connection-options.ts";
import { exitCode, type ExitCode } from "../command/exit-code.ts";
import type { Host } from "../command/host.ts";
import { parseRunName, parseScope } from "../command/parse-values.ts";
import { UsageError } from "../command/usage-error.ts";
import { abortRun } from "../operations/abort-run.ts";
import { createRun } from "../operations/create-run.ts";
import { getFailure } from "../operations/get-failure.ts";
import { formatDuration } from "../terminal/format.ts";
import { followRun } from "../workflow/follow-run.ts";
import { loadWorkflow } from "../workflow/load-workflow.ts";
import { openCodeHost } from "../workflow/run-code.ts";
import { readCodeInputs } from "../workflow/read-code-inputs.ts";
import { readGivenInputs } from "../workflow/read-given-inputs.ts";
import { readWorkflow } from "../workflow/read-workflow.ts";

interface RunOptions extends ConnectionOptions {
  readonly project: string;
  readonly domain: string;
  readonly name?: string;
  readonly input: readonly string[];
  readonly detach?: boolean;
  readonly json?: boolean;
  readonly logs: boolean;
  readonly database?: string;
}

/** The engine whose work the gateway's workers do. */
const ENGINE = "runledger";

const examples = `
Examples:
  $ runledger run examples/hello.yaml
  $ runledger run examples/hello.yaml --input who=you --name hello-1
  $ runledger run nightly.yaml --detach              writes the run's name, and leaves it running
  $ runledger run nightly.yaml --json | jq -c 'select(.kind == "settled")'
`;

/** Makes the command that runs a workflow. */
export function runWorkflowCommand(host: Host, end: (code: ExitCode) => void): Command {
  const command = new Command("run")
    .summary("run a workflow, and show it until it has ended")
    .description(
      "Runs a workflow of commands from a YAML file on a gateway, which does the work; or one of code, from a file of TypeScript or " +
        "JavaScript, in this process, which has its work from the gateway, or opens one if none is there. Shows " +
        "the tree and what the commands print; asks what the workflow asks, where there is a terminal to ask on. Ctrl-C aborts the run.",
    )
    .argument("<file>", "the workflow")
    .option("--input <name=value>", "an input of the workflow; may be repeated", collect, [])
    .option(
      "--name <run>",
      "the run's name; default: the workflow's, and something random",
      parseRunName,
    )
    .option("--project <name>", "the project that the run belongs to", parseScope, "default")
    .option("--domain <name>", "the domain that the run belongs to", parseScope, "development")
    .option(
      "--database <file or address>",
      "for a workflow in code: the database to open for it in this process, instead of the gateway",
    )
    .option("--detach", "create the run, write its name, and don't wait for it")
    .option("--no-logs", "don't show what the commands print")
    .option("--json", "write each frame of the watch as a line of JSON");
  return addConnectionOptions(command)
    .addHelpText("after", examples)
    .action(async (file: string, options: RunOptions) => end(await runFile(file, options, host)));
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

async function runFile(file: string, options: RunOptions, host: Host): Promise<ExitCode> {
  if (/\.[cm]?[jt]s$/.test(file)) return runCode(file, options, host);
  const { document, source } = await readWorkflow(file);
  const inputs = await readGivenInputs(document, options.input);
  const { documentRoot } = await import("@runledger/reconciler");
  const name = options.name ?? nameOf(document.name, host.random);
  const { domain, project } = options;
  const id = { project, domain, name };
  // Relative folders start from the file, where the gateway can see it.
  const folder = isHere(options.to) && file !== "-" ? dirname(resolve(file)) : undefined;
  const given = {
    document: source,
    inputs,
    ...(folder !== undefined && { folder }),
  };
  const root = documentRoot(document.name, given);
  const declaration = create(RunDeclarationSchema, { id, engine: ENGINE, root });
  return show(await connect(options, host), declaration, options, host);
}

/** Runs a workflow whose code is in this process. */
async function runCode(file: string, options: RunOptions, host: Host): Promise<ExitCode> {
  if (options.detach === true) {
    throw new UsageError(`--detach: ${file} runs in this process, and ends with it`);
  }
  const workflow = await loadWorkflow(file);
  const { workflowRoot } = await import("@runledger/reconciler");
  const { domain, name = nameOf(workflow.name, host.random), project } = options;
  const id = { project, domain, name };
  const root = workflowRoot(workflow, readCodeInputs(options.input));
  const declaration = create(RunDeclarationSchema, { id, engine: ENGINE, root });
  const code = await openCodeHost(workflow, options, host);
  try {
    host.stderr.write(`gateway ${code.url}\n`);
    const client = await connect({ ...options, to: `${code.url}/graphql` }, host);
    const ended = await show(client, declaration, options, host);
    if (ended === exitCode.interrupted) await code.settle();
    return ended;
  } finally {
    await code.stop();
  }
}

/** Creates a run, and shows it. */
async function show(
  client: GatewayClient,
  declaration: RunDeclaration,
  options: RunOptions,
  host: Host,
): Promise<ExitCode> {
  await declare(client, declaration, options, host);
  const { domain = "", name = "", project = "" } = declaration.id ?? {};
  const id = { project, domain, name };
  if (options.detach === true) {
    host.stdout.write(`${name}\n`);
    return exitCode.ok;
  }
  host.stderr.write(`run ${name}\n`);
  const follow = {
    run: id,
    json: options.json === true,
    logs: options.logs,
    flags: flagsOf(client.options.endpoint, host),
  };
  const code = await followRun(client, follow, host, patience(options, host));
  if (code === exitCode.interrupted) await abort(client, id, host);
  if (code === exitCode.failed) {
    const why = await client.request(getFailure, { action: { run: id, name: ROOT_ACTION } });
    if (why !== "") host.stderr.write(`run ${name} failed: ${why}\n`);
  }
  return code;
}

function patience(options: RunOptions, host: Host): ReturnType<typeof patienceOf> {
  return patienceOf(options, host, (error, wait) =>
    host.stderr.write(`${error.message}; trying again in ${formatDuration(wait)}\n`),
  );
}

async function declare(
  client: GatewayClient,
  declaration: RunDeclaration,
  options: RunOptions,
  host: Host,
): Promise<void> {
  await retry(() => client.request(createRun, declaration), patience(options, host));
}

/** Aborts the run, since the person wants no more. Says so where that isn't possible: then it goes on. */
async function abort(
  client: GatewayClient,
  run: { readonly project: string; readonly domain: string; readonly name: string },
  host: Host,
): Promise<void> {
  try {
    await client.request(abortRun, { run, reason: "Ctrl-C" });
    host.stderr.write(`run ${run.name} is aborted\n`);
  } catch (error) {
    host.stderr.write(`run ${run.name} couldn't be aborted, and goes on: ${String(error)}\n`);
  }
}

/** Says how the next command reaches the same gateway, if it wouldn't by itself. */
function flagsOf(endpoint: string, { env }: Host): readonly string[] {
  const usual = graphqlEndpoint(env["RUNLEDGER_URL"] ?? DEFAULT_ADDRESS);
  return endpoint === usual ? [] : [`--to ${new URL(endpoint).origin}`];
}

function nameOf(workflow: string, random: () => number): string {
  const letters = Array.from({ length: 8 }, () => Math.floor(random() * 36).toString(36)).join("");
  // A run's name has 63 characters at most, and ends with a letter or digit.
  return `${workflow.slice(0, 54)}-${letters}`;
}

function isHere(endpoint: string): boolean {
  const { hostname } = new URL(endpoint);
  return ["localhost", "[::1]"].includes(hostname) || hostname.startsWith("127.");
}
