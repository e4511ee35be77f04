import { create } from "@bufbuild/protobuf";
import {
  type AbortInfo,
  AbortInfoSchema,
  type ActionIdentifier,
  ActionIdentifierSchema,
  EnrichedIdentitySchema,
  LiteralSchema,
  type RunIdentifier,
  RunIdentifierSchema,
} from "@runledger/proto";
import { ROOT_ACTION } from "@runledger/state";
import type { Store } from "@runledger/store";
import type { AbortResult } from "../abort-result.ts";
import { breathe, isTimeToBreathe } from "../breathe.ts";
import type { LedgerWrites } from "../ledger-writes.ts";
import type { LedgerLimits } from "../limits.ts";
import { overLimit } from "../over-limit.ts";
import type { RandomBytes } from "../random.ts";
import type { Report, ReportResult } from "../report.ts";
import { requiredRun } from "../required-run.ts";
import { checkArgument } from "../validate/check-argument.ts";
import { prepareAlong } from "../validate/prepare-along.ts";
import { prepareDeclaration } from "../validate/prepare-declaration.ts";
import { prepareReport, type PreparedReport } from "../validate/prepare-report.ts";
import { prepareRun } from "../validate/prepare-run.ts";
import { runName } from "../run-name.ts";
import type { WorkStep, WorkStepResult } from "../work-step.ts";
import { AbortJob } from "./abort-job.ts";
import { AdvanceJob } from "./advance-job.ts";
import type { ActionCache } from "./action-cache.ts";
import { CreateRunJob } from "./create-run-job.ts";
import { DeclareJob } from "./declare-job.ts";
import { NoteDeliveryJob } from "./note-delivery-job.ts";
import { RecordJob } from "./record-job.ts";
import { SignalJob } from "./signal-job.ts";
import { retryAborts } from "./retry-aborts.ts";
import { GROUP, type Writer } from "./writer.ts";

/** What writing stands on. */
export interface WriteContext {
  readonly store: Store;
  readonly writer: Writer;
  readonly cache: ActionCache;
  readonly limits: LedgerLimits;
  readonly random: RandomBytes;
  /** Counts what was answered. */
  readonly answered: (results: readonly ReportResult[]) => void;
}

/** Opens what a ledger writes: each call checks what it is given and makes jobs of it. */
export function openWrites(context: WriteContext): LedgerWrites {
  const { limits, random, writer } = context;
  return {
    record: (reports) => record(context, reports),

    async createRun(declaration, along) {
      const prepared = prepareRun(declaration, random, limits);
      const job = new CreateRunJob(
        prepared,
        along && (await prepareAlong(along, prepared, limits)),
      );
      writer.checkRoom(job.weight, job.bytes);
      return writer.write(job);
    },

    async declareActions(run, declarations) {
      checkArgument(RunIdentifierSchema, run, "run", limits);
      if (declarations.length > limits.actionsPerBatch) {
        throw overLimit(limits, "actionsPerBatch", "Actions to declare", declarations.length);
      }
      if (declarations.length === 0) return [];
      const prepared = declarations.map((each) => prepareDeclaration(each, undefined, limits));
      const job = new DeclareJob(run, prepared);
      writer.checkRoom(job.weight, job.bytes);
      return writer.write(job);
    },

    advance: (steps) => Promise.all(steps.map((step) => advance(context, step))),

    async abortRun(run, info) {
      checkArgument(RunIdentifierSchema, run, "run", limits);
      return abort(context, new AbortJob(run, ROOT_ACTION, info), info);
    },

    async abortAction(action, info) {
      const run = checkAction(action, limits);
      return abort(context, new AbortJob(run, action.name, info), info);
    },

    async retryAborts(run, action) {
      if (action === undefined) checkArgument(RunIdentifierSchema, run, "run", limits);
      else checkAction(create(ActionIdentifierSchema, { run, name: action }), limits);
      return retryAborts(context, run, action);
    },

    async noteAbortDelivery(run, actions, delivery) {
      checkArgument(RunIdentifierSchema, run, "run", limits);
      if (actions.length > limits.actionsPerBatch) {
        throw overLimit(limits, "actionsPerBatch", "Actions whose aborts to note", actions.length);
      }
      for (const name of actions)
        checkAction(create(ActionIdentifierSchema, { run, name }), limits);
      const [chance = 0] = random(1);
      writer.checkRoom(actions.length, 0);
      return writer.write(new NoteDeliveryJob(run, actions, delivery, chance / 255));
    },

    async signal(action, value, by) {
      const run = checkAction(action, limits);
      checkArgument(LiteralSchema, value, "value", limits);
      if (by !== undefined) checkArgument(EnrichedIdentitySchema, by, "by", limits);
      writer.checkRoom(1, 0);
      return writer.write(new SignalJob(run, action.name, value, by));
    },
  };
}

async function record(
  { answered, cache, limits, writer }: WriteContext,
  reports: readonly Report[],
): Promise<ReportResult[]> {
  if (reports.length > limits.reportsPerBatch) {
    throw overLimit(limits, "reportsPerBatch", "Reports in a batch", reports.length);
  }
  const prepared: PreparedReport[] = [];
  let bytes = 0;
  for (const report of reports) {
    const each = prepareReport(report, limits);
    bytes += each.size;
    prepared.push(each);
    if (reports.length > GROUP && isTimeToBreathe(prepared.length)) await breathe();
  }
  writer.checkRoom(prepared.length, bytes);
  const jobs: Promise<ReportResult[]>[] = [];
  for (let from = 0; from < prepared.length; from += GROUP) {
    jobs.push(writer.write(new RecordJob(prepared.slice(from, from + GROUP), cache)));
  }
  const results = (await Promise.all(jobs)).flat();
  answered(results);
  return results;
}

async function advance({ limits, writer }: WriteContext, step: WorkStep): Promise<WorkStepResult> {
  const run = checkAction(step.action, limits);
  const reports = step.reports.map((event) =>
    prepareReport({ event: { ...event, id: step.action } }, limits),
  );
  const job = new AdvanceJob(step, reports, runName(run));
  writer.checkRoom(job.weight, job.bytes);
  return writer.write(job);
}

async function abort(
  { limits, writer }: WriteContext,
  job: AbortJob,
  info: AbortInfo,
): Promise<AbortResult> {
  checkArgument(AbortInfoSchema, info, "info", limits);
  writer.checkRoom(1, 0);
  return writer.write(job);
}

/** Checks an action's identifier and takes its run out of it. */
function checkAction(action: ActionIdentifier, limits: LedgerLimits): RunIdentifier {
  checkArgument(ActionIdentifierSchema, action, "action", limits);
  return requiredRun(action);
}
