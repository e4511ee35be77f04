import { create } from "@bufbuild/protobuf";
import type { Client } from "@connectrpc/connect";
import type { WorkStepResult } from "@runledger/ledger";
import {
  ActionIdentifierSchema,
  ActionMetadataSchema,
  ActionRecordSchema,
  WorkRecordSchema,
} from "@runledger/proto";
import type {
  AdvanceWorkResponse,
  LeasedWork,
  ReadWorkResponse,
  WorkService,
} from "@runledger/proto/work/v1";
import type { RuleId } from "@runledger/state";
import type { Known } from "../drive/known.ts";
import { FOR_ANY_WORKER } from "../wanted-work.ts";
import type { Leased, WorkBook } from "../book/work-book.ts";

/** What needs nobody who has code is done by those who have the database. */
const notHere = FOR_ANY_WORKER;

/** Leases work at a gateway. */
export function remoteBook(client: Client<typeof WorkService>): WorkBook {
  return {
    async claim({ lease, owner }, wanted) {
      const claims = wanted.map(({ exceptTaskTypes = [], taskTypes = [], ...each }) => ({
        ...each,
        taskTypes: taskTypes.filter(
          (type) => !notHere.includes(type) && !exceptTaskTypes.includes(type),
        ),
      }));
      const given = claims.filter(({ taskTypes }) => taskTypes.length > 0);
      if (given.length === 0) return [];
      // The gateway's clock counts.
      const { work } = await client.claimWork({ owner, leaseMs: lease / 1000, claims: given });
      return work.map(toLeased);
    },
    async renew({ lease, owner }, leases) {
      const asked = leases.map(({ actionNumber, fence, runId }) => ({
        runId: BigInt(runId),
        actionNumber: BigInt(actionNumber),
        fence: BigInt(fence),
      }));
      const { held } = await client.renewWork({ owner, leaseMs: lease / 1000, leases: asked });
      return held.map(({ actionNumber, dueAt, runId }) => ({
        runId: Number(runId),
        actionNumber: Number(actionNumber),
        dueAt: dueAt === undefined ? null : Number(dueAt),
      }));
    },
    async read({ action, runId }) {
      return toKnown(await client.readWork({ action, runId: BigInt(runId) }));
    },
    async advance({ abort, action, dueAt, fence, keep, reports, revision, work }) {
      const { result } = await client.advanceWork({
        action,
        fence: BigInt(fence),
        revision: BigInt(revision),
        reports: [...reports],
        keep,
        ...(work && { work }),
        ...(abort && { abort }),
        ...(dueAt !== null && { dueAt: BigInt(dueAt) }),
      });
      return toResult(result);
    },
  };
}

function toKnown(read: ReadWorkResponse): Known | undefined {
  const { metadata = create(ActionMetadataSchema), record, revision, runEnded } = read;
  return record && { record, metadata, revision: Number(revision), runEnded };
}

function toLeased(leased: LeasedWork): Leased {
  const { action, actionNumber, fence, known, record, runId, taskType } = leased;
  return {
    runId: Number(runId),
    actionNumber: Number(actionNumber),
    fence: Number(fence),
    taskType,
    action: action ?? create(ActionIdentifierSchema),
    record: record ?? create(WorkRecordSchema),
    known: known && toKnown(known),
  };
}

function toResult(result: AdvanceWorkResponse["result"]): WorkStepResult {
  switch (result.case) {
    case "advanced": {
      const { metadata, record, revision } = result.value;
      return {
        kind: "advanced",
        record: record ?? create(ActionRecordSchema),
        metadata: metadata ?? create(ActionMetadataSchema),
        revision: Number(revision),
      };
    }
    case "lost":
      return { kind: "lost", message: result.value.message, rule: result.value.rule as RuleId };
    case "stale":
    case "malformed":
      return { kind: result.case, message: result.value };
    default:
      throw new Error("The gateway has answered nothing that is known here.");
  }
}
