import { create, type MessageInitShape } from "@bufbuild/protobuf";
import type { ServiceImpl } from "@connectrpc/connect";
import type { Ledger, WorkStepResult } from "@runledger/ledger";
import { ActionEventSchema } from "@runledger/proto";
import type {
  AdvanceWorkRequest,
  AdvanceWorkResponseSchema,
  ReadWorkResponseSchema,
  SignFileRequest,
  SignFileResponseSchema,
  WorkClaim,
  WorkService,
} from "@runledger/proto/work/v1";
import type { Leased, Wanted, WorkBook } from "@runledger/reconciler";
import type { BlobFiles } from "../blobs/blob-files.ts";
import { present } from "../flyte2/present.ts";
import { reportOutcomes } from "../schema/mutations/report-result.ts";
import type { RemoteTypes } from "./remote-types.ts";

/** What the service stands on. */
export interface WorkServiceContext {
  readonly ledger: Ledger;
  readonly book: WorkBook;
  readonly blobs: BlobFiles;
  readonly types: RemoteTypes;
  /** Tells the other workers on the database that somebody takes work of these types. */
  readonly announce: (taskTypes: readonly string[]) => Promise<unknown>;
  /** In milliseconds since 1970. */
  readonly now: () => number;
}

/** For how long the address of a file holds, in seconds. */
const SIGNED_FOR = 300;
/** A key whose address tells the root of all. */
const ANY_KEY = "runs";

/** Gives work to workers that reach the database through this gateway. It judges nothing: leases and the ledger do. */
export function workService(context: WorkServiceContext): ServiceImpl<typeof WorkService> {
  const { blobs, book, ledger, now, types } = context;
  const leasing = (owner: string, leaseMs: number) => ({
    owner,
    now: now() * 1000,
    lease: leaseMs * 1000,
  });
  return {
    describeWork: () => ({
      bytesPerReport: ledger.limits.bytesPerReport,
      actionsPerBatch: ledger.limits.actionsPerBatch,
      filesRoot: blobs.store.uriOf(ANY_KEY).slice(0, -ANY_KEY.length),
    }),
    async claimWork({ claims, leaseMs, owner }) {
      const asked = claims.flatMap(({ taskTypes }) => taskTypes);
      const taskTypes = [...types.note(asked, now())];
      if (taskTypes.length > 0) await context.announce(taskTypes);
      const work = await book.claim(leasing(owner, leaseMs), claims.map(toWanted));
      return { work: work.map(toMessage) };
    },
    async renewWork({ leaseMs, leases, owner }) {
      const held = await book.renew(leasing(owner, leaseMs), leases.map(toNumbers));
      return {
        held: held.map(({ actionNumber, dueAt, runId }) => ({
          runId: BigInt(runId),
          actionNumber: BigInt(actionNumber),
          ...(dueAt !== null && { dueAt: BigInt(dueAt) }),
        })),
      };
    },
    async readWork({ action, runId }) {
      return toRead(await book.read({ action: present(action), runId: Number(runId) }));
    },
    advanceWork: async (request) => toAnswer(await book.advance(toStep(request))),
    signFile: (request, { url }) => signFile(blobs, request, new URL(url).origin, now()),
    async declareActions({ actions, run }) {
      const results = await ledger.declareActions(present(run), actions);
      return {
        answers: results.map((result) =>
          result.kind === "refused" ? { refusedBy: result.rule, message: result.message } : {},
        ),
      };
    },
    async recordReports({ reports }) {
      const results = await ledger.record(
        reports.map(({ declaration, event }) => ({
          event: event ?? create(ActionEventSchema),
          ...(declaration && { declaration }),
        })),
      );
      return { outcomes: results.map(({ kind }) => reportOutcomes[kind]) };
    },
    async getActions({ actions }) {
      const found = await ledger.getActionsDetails(actions);
      return { actions: found.map((details) => (details === undefined ? {} : { details })) };
    },
    async *watchActions({ run }, { signal }) {
      for await (const frame of ledger.watchActions(present(run), { signal })) yield { frame };
    },
    async abortAction({ action, reason }) {
      await ledger.abortAction(present(action), {
        $typeName: "runledger.run.v1.AbortInfo",
        reason,
      });
      return {};
    },
  };
}

function toWanted({ limit, perProject, perTaskType, taskTypes }: WorkClaim): Wanted {
  return {
    limit,
    taskTypes,
    ...(perProject > 0 && { perProject }),
    ...(perTaskType > 0 && { perTaskType }),
  };
}

function toNumbers(lease: { runId: bigint; actionNumber: bigint; fence: bigint }) {
  const { actionNumber, fence, runId } = lease;
  return { runId: Number(runId), actionNumber: Number(actionNumber), fence: Number(fence) };
}

function toRead(known: Leased["known"]): MessageInitShape<typeof ReadWorkResponseSchema> {
  return known === undefined ? {} : { ...known, revision: BigInt(known.revision) };
}

function toMessage({ action, actionNumber, fence, known, record, runId, taskType }: Leased) {
  return {
    known: toRead(known),
    action,
    record,
    taskType,
    runId: BigInt(runId),
    actionNumber: BigInt(actionNumber),
    fence: BigInt(fence),
  };
}

function toStep(request: AdvanceWorkRequest): Parameters<WorkBook["advance"]>[0] {
  const { abort, action, dueAt, fence, keep, reports, revision, work } = request;
  return {
    action: present(action),
    fence: Number(fence),
    revision: Number(revision),
    reports,
    work,
    keep,
    dueAt: dueAt === undefined ? null : Number(dueAt),
    ...(abort && { abort }),
  };
}

function toAnswer(result: WorkStepResult): MessageInitShape<typeof AdvanceWorkResponseSchema> {
  switch (result.kind) {
    case "advanced": {
      const { metadata, record, revision } = result;
      const value = { metadata, record, revision: BigInt(revision) };
      return { result: { case: "advanced", value } };
    }
    case "lost":
      return { result: { case: "lost", value: { rule: result.rule, message: result.message } } };
    default:
      return { result: { case: result.kind, value: result.message } };
  }
}

async function signFile(
  blobs: BlobFiles,
  { file, size }: SignFileRequest,
  origin: string,
  now: number,
): Promise<MessageInitShape<typeof SignFileResponseSchema>> {
  if (file.case === "writeKey") {
    const options = { method: "PUT", expiresIn: SIGNED_FOR, size: Number(size) } as const;
    return blobs.sign(file.value, options, origin, now);
  }
  const key = blobs.store.keyOf(file.value ?? "");
  if (key === undefined || (await blobs.store.stat(key)) === undefined) return {};
  return blobs.sign(key, { method: "GET", expiresIn: SIGNED_FOR }, origin, now);
}
