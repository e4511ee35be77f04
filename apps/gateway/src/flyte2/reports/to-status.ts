import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import type { DeclareResult, ReportResult } from "@runledger/ledger";
import { type Status, StatusSchema } from "@runledger/proto/google/rpc";
import type { RuleId } from "@runledger/state";

/** Rules that a report breaks by itself, whatever the state of its action. The others ask about that state. */
const malformed: ReadonlySet<RuleId> = new Set<RuleId>(["RL101", "RL102", "RL103", "RL104"]);

/** A success. */
export const success: Status = /*@__PURE__*/ create(StatusSchema);

/** Says what became of a report as google.rpc has it. A repeat is a success, and so is what tells of the past. */
export function toStatus(result: ReportResult): Status {
  switch (result.kind) {
    case "moved":
    case "updated":
    case "late":
    case "duplicate":
      return success;
    case "conflict":
      return failure(Code.AlreadyExists, result.rule, result.message);
    case "rejected": {
      const code = malformed.has(result.rule) ? Code.InvalidArgument : Code.FailedPrecondition;
      return failure(code, result.rule, result.message);
    }
  }
}

/** Says what became of a declaration. */
export function declaredStatus(result: DeclareResult): Status {
  if (result.kind !== "refused") return success;
  const code = result.rule === "RL306" ? Code.AlreadyExists : Code.FailedPrecondition;
  return failure(code, result.rule, result.message);
}

/** Turns an error of one item of a stream into the status of that item. */
export function statusOf({ code, rawMessage }: ConnectError): Status {
  return create(StatusSchema, { code, message: rawMessage });
}

/** Throws where a status is no success. */
export function throwUnlessOk({ code, message }: Status): void {
  if (code !== 0) throw new ConnectError(message, code);
}

function failure(code: Code, rule: RuleId, message: string): Status {
  return create(StatusSchema, { code, message: `${rule}: ${message}` });
}
