import { create, type JsonObject } from "@bufbuild/protobuf";
import { type Ledger, RECONCILED } from "@runledger/ledger";
import {
  ActionDeclarationSchema,
  LiteralTypeSchema,
  RunDeclarationSchema,
  type RunIdentifier,
  SimpleType,
} from "@runledger/proto";

/** Actions in one declaration. */
const BATCH = 100;

/** What there is to do. */
export interface WorkPlan {
  readonly run: RunIdentifier;
  /** Commands that leave a line in a file of their name each time they are run. */
  readonly workers: readonly string[];
  /** Commands that never end by themselves, and start others. */
  readonly sleepers: readonly string[];
  /** Where the lines are left. */
  readonly folder: string;
}

/** Declares the run: its root is a question that nobody answers, so that it lasts until it is aborted. */
export async function declareWork(
  ledger: Ledger,
  { folder, run, sleepers, workers }: WorkPlan,
): Promise<void> {
  const type = create(LiteralTypeSchema, { type: { case: "simple", value: SimpleType.BOOLEAN } });
  const spec = { case: "condition", value: { name: "never", type } } as const;
  const root = create(ActionDeclarationSchema, { name: "a0", spec });
  await ledger.createRun(create(RunDeclarationSchema, { id: run, engine: RECONCILED, root }));
  const tasks = [
    ...workers.map((name) => taskOf(name, `echo done >> "${folder}/$RUNLEDGER_ACTION"`)),
    ...sleepers.map((name) => taskOf(name, "sleep 3600 & sleep 3600; wait")),
  ];
  for (let from = 0; from < tasks.length; from += BATCH) {
    for (const result of await ledger.declareActions(run, tasks.slice(from, from + BATCH))) {
      if (result.kind !== "declared") throw new Error(`declared: ${JSON.stringify(result)}`);
    }
  }
}

function taskOf(name: string, script: string) {
  const custom: JsonObject = { command: ["sh", "-c", script] };
  const spec = { case: "task", value: { taskTemplate: { type: "process", custom } } } as const;
  return create(ActionDeclarationSchema, { name, spec });
}
