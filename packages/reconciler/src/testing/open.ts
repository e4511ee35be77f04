import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create, type JsonObject, type MessageInitShape } from "@bufbuild/protobuf";
import { type Ledger, openLedger, RECONCILED } from "@runledger/ledger";
import {
  ActionDeclarationSchema,
  type ActionDetails,
  ActionIdentifierSchema,
  LiteralTypeSchema,
  RunDeclarationSchema,
  type RunIdentifier,
  RunIdentifierSchema,
  type RunSpecSchema,
  SimpleType,
  type TaskTemplateSchema,
} from "@runledger/proto";
import { actionPhaseLifecycle } from "@runledger/state";
import { openStore, type Store } from "@runledger/store";
import { onTestFinished } from "vitest";
import { startWorker, type Worker } from "../worker.ts";
import type { WorkerOptions } from "../worker-options.ts";

/** The run of all tests. */
export const run: RunIdentifier = create(RunIdentifierSchema, {
  project: "project",
  domain: "test",
  name: "r",
});

/** What a test says of a task. */
interface Declared {
  /** Default: the action's name. */
  readonly task?: string;
  readonly custom?: JsonObject;
  /** What else the template says. */
  readonly template?: Pick<
    MessageInitShape<typeof TaskTemplateSchema> & object,
    "interface" | "metadata"
  >;
  readonly maxAttempts?: number;
  readonly recoveredFrom?: { readonly run: RunIdentifier; readonly name: string };
}

/** A ledger with a run for reconcilers, and a folder for what they do. */
export class Bench {
  readonly store: Store;
  readonly ledger: Ledger;
  readonly folder: string;
  readonly errors: unknown[] = [];

  private constructor(store: Store, ledger: Ledger, folder: string) {
    this.store = store;
    this.ledger = ledger;
    this.folder = folder;
  }

  /** Opens one until the test is over. Its root is a condition that nobody signals. */
  static async open(runSpec: MessageInitShape<typeof RunSpecSchema> = {}): Promise<Bench> {
    const store = await openStore("memory:");
    const ledger = openLedger({ store });
    const folder = await mkdtemp(join(tmpdir(), "runledger-reconciler-"));
    onTestFinished(async () => {
      await ledger.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    });
    const type = create(LiteralTypeSchema, { type: { case: "simple", value: SimpleType.BOOLEAN } });
    const spec = { case: "condition", value: { name: "never", type } } as const;
    const root = create(ActionDeclarationSchema, { name: "a0", spec });
    await ledger.createRun(
      create(RunDeclarationSchema, { id: run, engine: RECONCILED, root, runSpec }),
    );
    return new Bench(store, ledger, folder);
  }

  /** Starts a worker that is quick to try again, until the test is over. */
  work(options: Partial<WorkerOptions> & Pick<WorkerOptions, "plugins">): Worker {
    const { folder, ledger, store } = this;
    const backoff = { first: 1, most: 1 };
    const worker = startWorker({
      store,
      ledger,
      folder,
      pollInterval: 5,
      onError: (error: unknown) => this.errors.push(error),
      ...options,
      policy: { retryBackoff: backoff, cleanupBackoff: backoff, ...options.policy },
    });
    onTestFinished(() => worker.stop());
    return worker;
  }

  /** Declares tasks of one type. */
  async declare(type: string, tasks: Readonly<Record<string, Declared>>): Promise<void> {
    const declarations = Object.entries(tasks).map(([name, each]) =>
      create(ActionDeclarationSchema, {
        name,
        metadata: {
          maxAttempts: each.maxAttempts ?? 0,
          parent: "a0",
          ...(each.recoveredFrom && { recoveredFrom: each.recoveredFrom }),
        },
        spec: {
          case: "task",
          value: {
            shortName: each.task ?? name,
            taskTemplate: {
              type,
              ...(each.custom && { custom: each.custom }),
              ...each.template,
            },
          },
        },
      }),
    );
    const results = await this.ledger.declareActions(run, declarations);
    for (const result of results)
      if (result.kind !== "declared") throw new Error(JSON.stringify(result));
  }

  /** Watches an action until it is as wanted. It need not be there yet. */
  async until(name: string, wanted: (details: ActionDetails) => boolean): Promise<ActionDetails> {
    const id = create(ActionIdentifierSchema, { run, name });
    const watch = this.ledger.watchAction(id, { wait: true });
    for await (const details of watch) if (wanted(details)) return details;
    throw new Error(`The run ended before ${name} was as wanted.`);
  }

  /** Waits until an action has ended for good. */
  ended(name: string): Promise<ActionDetails> {
    return this.until(name, ({ attempts, status }) => {
      const phase = status?.phase ?? 0;
      return actionPhaseLifecycle.endsSubject(phase) || attempts.at(-1)?.lastAttempt === true;
    });
  }

  async abort(name: string): Promise<void> {
    const id = create(ActionIdentifierSchema, { run, name });
    await this.ledger.abortAction(id, { $typeName: "runledger.run.v1.AbortInfo", reason: "test" });
  }

  /** Has aborts delivered anew that were given up: of an action, or of all. Returns how many. */
  async retryAborts(name?: string): Promise<number> {
    return (await this.ledger.retryAborts(run, name)).retried;
  }

  /** Lists what was told of an action: attempts and phases. */
  async told(name: string): Promise<string[]> {
    const { items } = await this.ledger.listEvents(run, { action: name });
    return items.map(
      ({ event }) => `${event?.attempt}:${actionPhaseLifecycle.of(event?.phase ?? 0)?.shortName}`,
    );
  }
}
