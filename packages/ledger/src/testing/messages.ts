import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  type AbortInfo,
  AbortInfoSchema,
  type ActionDeclaration,
  ActionDeclarationSchema,
  ActionEventSchema,
  type ActionIdentifier,
  type ActionPhase,
  ActionIdentifierSchema,
  type RunIdentifier,
  RunIdentifierSchema,
} from "@runledger/proto";
import type { Report } from "../report.ts";

/** Names a run. */
export function runId(name: string): RunIdentifier {
  return create(RunIdentifierSchema, { project: "project", domain: "test", name });
}

/** Names an action. */
export function actionId(run: string, name: string): ActionIdentifier {
  return create(ActionIdentifierSchema, { run: runId(run), name });
}

/** A time, in seconds after one of long ago. */
export function at(seconds: number): { readonly seconds: bigint; readonly nanos: number } {
  return { seconds: 1_000_000_000n + BigInt(seconds), nanos: 0 };
}

/** What a report says beside whom it is on and in which phase that is. */
export type Told = Omit<MessageInitShape<typeof ActionEventSchema>, "$typeName" | "id" | "phase">;

/** Makes a report. Of attempt 1 and version 0, where nothing else is told. */
export function report(run: string, name: string, phase: number, told: Told = {}): Report {
  return {
    event: create(ActionEventSchema, {
      attempt: 1,
      ...told,
      id: actionId(run, name),
      phase: phase as ActionPhase,
    }),
  };
}

/** What a declaration says beside the action's name. */
export type Declared = Omit<MessageInitShape<typeof ActionDeclarationSchema>, "$typeName" | "name">;

/** Makes the declaration of an action. */
export function declaration(name: string, declared: Declared = {}): ActionDeclaration {
  return create(ActionDeclarationSchema, { ...declared, name });
}

/** Why something is aborted. */
export const because: AbortInfo = create(AbortInfoSchema, { reason: "because" });
