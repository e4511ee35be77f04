import { create } from "@bufbuild/protobuf";
import { type RunIdentifier, RunIdentifierSchema } from "@runledger/proto";
import type { GatewayClient } from "../client/gateway-client.ts";
import { GatewayError } from "../client/gateway-error.ts";
import { retry } from "../client/retry.ts";
import { connect, patienceOf } from "../command/connection-options.ts";
import { exitCode, type ExitCode } from "../command/exit-code.ts";
import type { Host } from "../command/host.ts";
import type { PlayOptions } from "../command/play-options.ts";
import { UsageError } from "../command/usage-error.ts";
import { createRun } from "../operations/create-run.ts";
import { reportEvents } from "../operations/report-events.ts";
import { buildPlan } from "../plan/build-plan.ts";
import type { Plan, PlannedReport } from "../plan/plan.ts";
import { runName } from "../plan/run-name.ts";
import type { Answer } from "../send/answer.ts";
import { sendReports } from "../send/send-reports.ts";
import { formatCount, formatDuration } from "../terminal/format.ts";
import { painter } from "../terminal/paint.ts";
import { Progress } from "../terminal/progress.ts";
import { Trouble } from "../terminal/trouble.ts";
import { writeDryRun } from "./dry-run.ts";
import { Played } from "./played.ts";
import type { Source } from "./source.ts";

/**
 * Sends the story of a record to a gateway, and says what became of it.
 *
 * @throws UsageError where the record has no time and none was given, GatewayError where the run can't be created
 */
export async function play(source: Source, options: PlayOptions, host: Host): Promise<ExitCode> {
  const plan = planOf(source, options, host);
  const json = options.json === true;
  if (options.dryRun === true) {
    writeDryRun(plan, host.stdout, json);
    return exitCode.ok;
  }
  const played = await send(plan, options, host);
  const paint = painter(host.stdout, host.env);
  host.stdout.write(json ? `${JSON.stringify(played, undefined, 2)}\n` : played.toText(paint));
  return played.exitCode;
}

async function send(plan: Plan, options: PlayOptions, host: Host): Promise<Played> {
  const client = await connect(options, host);
  const { clock, stderr, stop } = host;
  const progress = new Progress(stderr, painter(stderr, host.env), clock);
  const trouble = new Trouble(progress, clock);
  const patience = patienceOf(options, host, trouble.hear);
  await retry(() => declare(client, plan), patience);
  progress.line(`recording ${describeRun(plan)} at ${options.to}`);

  const total = plan.reports.length;
  const startedAt = clock.now();
  const result = await sendReports(plan.reports, {
    clock,
    speed: options.speed,
    batchSize: options.batch,
    concurrency: options.concurrency,
    signal: stop,
    send: (batch) => retry(() => report(client, batch), patience),
    onProgress: ({ answered }, at) =>
      progress.update(answered, total, `reports, ${formatDuration(at)} into the run`),
  });
  progress.clear();
  return new Played(plan, result, {
    retries: trouble.retries,
    milliseconds: clock.now() - startedAt,
  });
}

function planOf(source: Source, options: PlayOptions, host: Host): Plan {
  const startedAt =
    options.startAt === "now" ? host.clock.now() : (options.startAt ?? source.startedAt);
  if (startedAt === undefined) {
    throw new UsageError(
      "the input doesn't say when it happened: say when it is to have begun with --start-at",
    );
  }
  const { project, domain } = options;
  const name = options.run ?? runName(source.title, [...source.identity, String(startedAt)]);
  const run: RunIdentifier = create(RunIdentifierSchema, { project, domain, name });
  return buildPlan(source.tell(run, startedAt));
}

async function declare(client: GatewayClient, plan: Plan): Promise<void> {
  try {
    await client.request(createRun, plan.declaration);
  } catch (error) {
    if (!(error instanceof GatewayError) || error.code !== "ALREADY_EXISTS") throw error;
    throw new GatewayError(
      "refused",
      `${error.message} The gateway holds another story under this name: choose another name with --run`,
      { code: error.code, cause: error },
    );
  }
}

async function report(
  client: GatewayClient,
  batch: readonly PlannedReport[],
): Promise<readonly Answer[]> {
  const answers = await client.request(reportEvents, batch);
  if (answers.length === batch.length) return answers;
  throw new GatewayError(
    "protocol",
    `the gateway answered for ${answers.length} of ${batch.length} reports`,
  );
}

function describeRun({ declaration, reports, facts }: Plan): string {
  const { project, domain, name } = declaration.id ?? { project: "", domain: "", name: "" };
  return `run ${name} (${project}/${domain}): ${formatCount(facts.tasks)} tasks, ${formatCount(reports.length)} reports`;
}
