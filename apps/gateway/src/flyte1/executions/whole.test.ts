// Wherever a process dies while it creates, relaunches or recovers an execution: there is all of it afterwards, or none, and
// the same request makes it whole.

import {
  Code,
  ConnectError,
  createClient,
  createRouterTransport,
  type Interceptor,
} from "@connectrpc/connect";
import { openLedger } from "@runledger/ledger";
import { EventsProxyService } from "@runledger/proto/flyteidl2/workflow";
import {
  ActionPhase,
  NodeExecution_Phase as Node,
  WorkflowExecution_Phase as Phase,
} from "@runledger/proto/core/v1";
import { ExecutionMetadata_ExecutionMode as Mode } from "@runledger/proto/flyteidl/admin";
import { AdminService } from "@runledger/proto/flyteidl/service";
import { openStore } from "@runledger/store";
import { expect, onTestFinished, test } from "vitest";
import { openBlobFiles } from "../../blobs/open-blob-files.ts";
import { flyte2Routes } from "../../flyte2/flyte2-routes.ts";
import { toConnectError } from "../../rpc/to-connect-error.ts";
import { defaultSettings } from "../../settings/default-settings.ts";
import { place, planId, registerFlow, text } from "../../testing/flyte1.ts";
import { flyte1Routes } from "../flyte1-routes.ts";

const writes = new Set<string | symbol>([
  "advance",
  "createEntity",
  "createRun",
  "declareActions",
  "record",
  "updateEntity",
]);
const id = (name: string) => ({ ...place, name });
const inputs = { literals: { name: text("x") } };
const { FAILED, RUNNING, SUCCEEDED } = ActionPhase;

/** Opens Flyte 1's services on a ledger whose writes can be cut: from the next one but `cut.after` on, none is answered. */
async function open() {
  const store = await openStore("memory:");
  const blobs = await openBlobFiles({ ...defaultSettings(), database: "memory:" });
  const whole = openLedger({ store });
  onTestFinished(async () => {
    await whole.close();
    await store.close();
    blobs.close();
  });
  const cut = { after: Number.POSITIVE_INFINITY, done: true };
  const ledger = new Proxy(whole, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function" || !writes.has(name)) return value;
      return async (...args: unknown[]) => {
        cut.after -= 1;
        const isCut = cut.after < 0;
        const result: unknown =
          !isCut || (cut.after === -1 && cut.done) ? await Reflect.apply(value, target, args) : 0;
        if (isCut) throw new ConnectError("The process has died.", Code.Unavailable);
        return result;
      };
    },
  });
  const context = {
    ledger,
    blobs,
    messageBytes: 2 ** 20,
    isWorkedOn: () => false,
    findTask: async () => undefined,
  };
  const withCodes: Interceptor = (next) => (request) =>
    next(request).catch((error: unknown) => {
      throw toConnectError(error, "", () => undefined);
    });
  const transport = createRouterTransport(
    (router) => {
      flyte1Routes(context)(router);
      flyte2Routes(context)(router);
    },
    { router: { interceptors: [withCodes] } },
  );
  const admin = createClient(AdminService, transport);
  const events = createClient(EventsProxyService, transport);
  await registerFlow(admin);
  await admin.createExecution({ ...id("one"), spec: { launchPlan: planId }, inputs });
  const tell = (action: string, phase: ActionPhase, lastAttempt = false) => ({
    id: { run: id("one"), name: action },
    attempt: 1,
    phase,
    lastAttempt,
  });
  const told = [tell("a0", RUNNING), tell("n0", SUCCEEDED), tell("n1", FAILED, true)];
  await events.record({ events: [...told, tell("a0", FAILED, true)] });
  return { admin, cut };
}

type Admin = Awaited<ReturnType<typeof open>>["admin"];

const requests: readonly [string, Mode, (admin: Admin, name: string) => Promise<unknown>][] = [
  [
    "creates",
    Mode.MANUAL,
    (admin, name) => admin.createExecution({ ...id(name), spec: { launchPlan: planId }, inputs }),
  ],
  ["relaunches", Mode.RELAUNCH, (admin, name) => admin.relaunchExecution({ id: id("one"), name })],
  ["recovers", Mode.RECOVERED, (admin, name) => admin.recoverExecution({ id: id("one"), name })],
];

test.each(requests)("a process that dies while it %s an execution", async (_, mode, ask) => {
  const { admin, cut } = await open();
  const expected = {
    spec: { launchPlan: planId, metadata: { mode } },
    closure: { phase: Phase.QUEUED },
  };
  const nodes = mode === Mode.RECOVERED ? [{ closure: { phase: Node.RECOVERED } }] : [];
  let cuts = 0;
  for (let after = 0; ; after += 1) {
    for (const done of [false, true]) {
      const name = `cut-${after}-${done ? "after" : "before"}`;
      Object.assign(cut, { after, done });
      const told = await ask(admin, name).catch((error: unknown) => ConnectError.from(error).code);
      cut.after = Number.POSITIVE_INFINITY;
      if (told === Code.Unavailable) {
        cuts += 1;
        const there = await admin.getExecution({ id: id(name) }).then(
          () => true,
          () => false,
        );
        const again = ask(admin, name);
        if (there) await expect(again).rejects.toMatchObject({ code: Code.AlreadyExists });
        else await again;
      }
      expect(await admin.getExecution({ id: id(name) })).toMatchObject(expected);
      const found = await admin.listNodeExecutions({ workflowExecutionId: id(name), limit: 9 });
      expect(found.nodeExecutions).toMatchObject(nodes);
      if (told !== Code.Unavailable) {
        expect(cuts).toBeGreaterThanOrEqual(2);
        return;
      }
    }
  }
});

test("an execution that events have told of stays as it is", async () => {
  const { admin } = await open();
  const event = { executionId: id("told"), phase: Phase.RUNNING, occurredAt: { seconds: 1n } };
  await admin.createWorkflowEvent({ event });
  const before = await admin.getExecution({ id: id("told") });
  for (const [, , ask] of requests) {
    await expect(ask(admin, "told")).rejects.toMatchObject({ code: Code.AlreadyExists });
  }
  expect(await admin.getExecution({ id: id("told") })).toEqual(before);
});
