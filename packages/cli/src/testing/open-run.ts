import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import {
  ActionDeclarationSchema,
  ActionEventSchema,
  ActionPhase,
  RunDeclarationSchema,
  SimpleType,
  type TaskSpec,
  TaskSpecSchema,
} from "@runledger/proto";
import type { GatewayClient } from "../client/gateway-client.ts";
import { createRun } from "../operations/create-run.ts";
import { declareActions } from "../operations/declare-actions.ts";
import { reportEvents } from "../operations/report-events.ts";
import { scope } from "./mirror-pair.ts";

/** The run that is open. */
export const openRun = { ...scope, name: "one" } as const;

const time = timestampFromMs(Date.UTC(2026, 0, 2));
/** What the schema doesn't declare, as clients of Flyte send it: field 15, with two bytes in it. */
export const unknownField = { no: 15, wireType: 2, data: new Uint8Array([2, 7, 9]) } as const;

/** Tells a run with a task that is at work below its root, and a condition that waits. */
export async function tellOpenRun(client: GatewayClient): Promise<void> {
  const root = { spec: { case: "task", value: taskOf("main") } } as const;
  const declaration = { id: openRun, labels: { team: "x" }, root };
  await client.request(createRun, create(RunDeclarationSchema, declaration));
  const fit = create(ActionDeclarationSchema, {
    name: "fit",
    metadata: { spec: { case: "task", value: { shortName: "fit" } } },
    spec: { case: "task", value: taskOf("fit") },
    createdTime: time,
  });
  const type = { type: { case: "simple" as const, value: SimpleType.INTEGER } };
  const ask = create(ActionDeclarationSchema, {
    name: "ask",
    spec: { case: "condition", value: { name: "ask", type } },
    createdTime: time,
  });
  await client.request(declareActions, { run: openRun, declarations: [fit, ask] });
  await reportPhase(client, "a0", ActionPhase.RUNNING);
  await reportPhase(client, "fit", ActionPhase.RUNNING);
}

function taskOf(shortName: string): TaskSpec {
  const task = create(TaskSpecSchema, { shortName });
  task.$unknown = [{ ...unknownField }];
  return task;
}

/** Reports an action of the run in a phase. */
export async function reportPhase(
  client: GatewayClient,
  name: string,
  phase: ActionPhase,
): Promise<void> {
  const id = { run: openRun, name };
  const event = create(ActionEventSchema, { id, attempt: 1, phase, updatedTime: time });
  const [answer] = (await client.request(reportEvents, [{ at: 0, event }])) ?? [];
  if (answer?.held !== true) throw new Error(`${name} can't be reported: ${answer?.refusal}`);
}
