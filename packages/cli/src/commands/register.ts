import type { Registered, Registration } from "@runledger/gateway/register";
import { AdminService } from "@runledger/proto/flyteidl/service";
import { Command } from "commander";
import { retry } from "../client/retry.ts";
import { rpcClient, rpcError } from "../client/rpc-client.ts";
import {
  addConnectionOptions,
  type ConnectionOptions,
  connect,
  patienceOf,
} from "../command/connection-options.ts";
import { exitCode, type ExitCode } from "../command/exit-code.ts";
import type { Host } from "../command/host.ts";
import { parseScope } from "../command/parse-values.ts";
import { UsageError } from "../command/usage-error.ts";
import { painter } from "../terminal/paint.ts";
import { Progress } from "../terminal/progress.ts";

interface RegisterOptions extends ConnectionOptions {
  readonly project?: string;
  readonly domain?: string;
  readonly version?: string;
  readonly activate?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const examples = `
Files:
  X_1.pb, X_2.pb, X_3.pb  a task, a workflow, a launch plan, as \`pyflyte serialize\` writes them
  X.tgz, X.tar.gz, X.tar  archives of those, as \`pyflyte package\` makes them
  X.json, X.yaml, X.yml   \`id\` and \`spec\`, as Flyte 1's API takes them; id.resourceType says what it is

Examples:
  $ runledger register flyte-package.tgz
  $ runledger register _pb_output/*.pb --project shop --domain development --version v7
  $ runledger register plan.yaml --activate
  $ runledger register flyte-package.tgz --json | jq -r 'select(.outcome == "refused").message'
`;

/** Makes the command that registers tasks, workflows and launch plans from files. */
export function registerCommand(host: Host, end: (code: ExitCode) => void): Command {
  const command = new Command("register")
    .summary("register tasks, workflows and launch plans from files")
    .description(
      "Registers what Flyte 1's clients run: tasks first, then workflows, then launch plans. What is registered already, just so, is left " +
        "as it is, so that the same command may be given again; another thing under the same version is refused. All files are read " +
        "before the first thing is sent. A gateway does the same when it starts with --register.",
    )
    .argument("<files...>", "what to register")
    .option("--project <name>", "the project of what names none", parseScope)
    .option("--domain <name>", "the domain of what names none", parseScope)
    .option("--version <version>", "the version of what names none")
    .option("--activate", "make the launch plans the active versions of their names")
    .option("--dry-run", "say what would be registered, and register nothing")
    .option("--json", "write a line of JSON for each");
  return addConnectionOptions(command)
    .addHelpText("after", examples)
    .action(async (files: readonly string[], options: RegisterOptions) =>
      end(await register(files, options, host)),
    );
}

async function register(
  files: readonly string[],
  options: RegisterOptions,
  host: Host,
): Promise<ExitCode> {
  const { readRegistrations, registerOne, RegisterError } =
    await import("@runledger/gateway/register");
  const registrations = await readRegistrations(files, options).catch((error: unknown) => {
    throw error instanceof RegisterError ? new UsageError(error.message) : error;
  });
  const client = await connect(options, host);
  const admin = rpcClient(AdminService, client.options);
  const attempt = (registration: Registration): Promise<Registered> =>
    registerOne(admin, registration, options.activate === true).catch((error: unknown) => {
      throw rpcError(client.options, error);
    });
  const progress = new Progress(host.stderr, painter(host.stderr, host.env), host.clock);
  const counts = { registered: 0, known: 0, refused: 0, "would register": 0 };
  for (const [index, registration] of registrations.entries()) {
    if (host.stop.aborted) return exitCode.interrupted;
    progress.update(index, registrations.length, registration.request.id?.name ?? "");
    const result: Told =
      options.dryRun === true
        ? { kind: "would register" }
        : await retry(() => attempt(registration), patienceOf(options, host));
    counts[result.kind] += 1;
    progress.clear();
    host.stdout.write(tell(registration, result, options.json === true));
  }
  const summary = Object.entries(counts).flatMap(([kind, count]) =>
    count > 0 ? [`${count} ${kind}`] : [],
  );
  if (options.json !== true) host.stdout.write(`${summary.join(", ") || "nothing to register"}\n`);
  return counts.refused > 0 ? exitCode.failed : exitCode.ok;
}

type Told = Registered | { readonly kind: "would register" };

function tell({ file, kind, request }: Registration, result: Told, json: boolean): string {
  const { project = "", domain = "", name = "", version = "" } = request.id ?? {};
  const message = result.kind === "refused" ? result.message : "";
  if (json) {
    const told = { outcome: result.kind, kind, project, domain, name, version, file };
    return `${JSON.stringify(message === "" ? told : { ...told, message })}\n`;
  }
  const line = `${result.kind} ${kind} ${project}/${domain}/${name} ${version}`;
  return message === "" ? `${line}\n` : `${line}: ${message}\n`;
}
