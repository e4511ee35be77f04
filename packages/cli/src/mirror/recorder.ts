import { fromJson, type JsonValue } from "@bufbuild/protobuf";
import {
  type ActionDeclaration,
  type ActionEvent,
  ActionEventSchema,
  type ActionIdentifier,
  type RunDeclaration,
  type RunIdentifier,
  type SignalInfo,
} from "@runledger/proto";
import type { GatewayClient, Operation } from "../client/gateway-client.ts";
import { GatewayError } from "../client/gateway-error.ts";
import type { PatienceOptions } from "../client/patience.ts";
import { retry } from "../client/retry.ts";
import { createRun } from "../operations/create-run.ts";
import { declareActions } from "../operations/declare-actions.ts";
import { listEvents, type RunVariables } from "../operations/list-events.ts";
import { type MirroredRun, mirroredRuns } from "../operations/mirrored-runs.ts";
import { noteAbortDelivery } from "../operations/note-abort-delivery.ts";
import { type OpenAbort, openAborts } from "../operations/open-aborts.ts";
import type { Page } from "../operations/page.ts";
import { reportEvents } from "../operations/report-events.ts";
import { signalCondition, signalValue } from "../operations/signal-condition.ts";
import {
  type SignalledCondition,
  signalledConditions,
} from "../operations/signalled-conditions.ts";
import type { Answer } from "../send/answer.ts";
import { MIRROR_LABEL } from "./declare.ts";

/** How many reports to send together, at most. */
const batchSize = 200;

/** Which runs a mirror keeps. */
export interface MirrorScope {
  /** Upstream's address, as the label of its runs has it. */
  readonly from: string;
  readonly project: string;
  readonly domain: string;
}

/** Sends some items together, and says what became of each, in order. */
type Send<Item> = (batch: readonly Item[]) => Promise<readonly Answer[]>;

/** Writes what a mirror sees into a ledger, through its gateway, and reads what it has written. */
export class Recorder {
  readonly #client: GatewayClient;
  readonly #patience: PatienceOptions;

  constructor(client: GatewayClient, patience: PatienceOptions) {
    this.#client = client;
    this.#patience = patience;
  }

  /** Lists the runs that were mirrored before. */
  runs({ from, project, domain }: MirrorScope): AsyncGenerator<MirroredRun> {
    const label = { key: MIRROR_LABEL, value: from };
    return this.#pages(mirroredRuns, { project, domain, label });
  }

  /** Declares a run. @returns whether it is this mirror's; otherwise another run has its name */
  async declare(declaration: RunDeclaration): Promise<boolean> {
    try {
      await this.#ask(createRun, declaration);
      return true;
    } catch (error) {
      if (error instanceof GatewayError && error.code === "ALREADY_EXISTS") return false;
      throw error;
    }
  }

  /** Reads the reports that the ledger holds on a run. */
  async *history(run: RunIdentifier): AsyncGenerator<ActionEvent> {
    for await (const event of this.#pages<JsonValue, RunVariables>(listEvents, {
      run: nameOf(run),
    })) {
      yield fromJson(ActionEventSchema, event, { ignoreUnknownFields: true });
    }
  }

  /** Declares actions. @returns what became of each, in order */
  declareActions(
    run: RunIdentifier,
    declarations: readonly ActionDeclaration[],
  ): Promise<readonly Answer[]> {
    return this.#inBatches(declarations, (batch) =>
      this.#ask(declareActions, { run: nameOf(run), declarations: batch }),
    );
  }

  /** Sends reports. @returns what became of each, in order */
  report(events: readonly ActionEvent[]): Promise<readonly Answer[]> {
    return this.#inBatches(events, (batch) =>
      this.#ask(
        reportEvents,
        batch.map((event) => ({ at: 0, event })),
      ),
    );
  }

  /** Lists the aborts of a run that nobody has confirmed. */
  openAborts(run: RunIdentifier): AsyncGenerator<OpenAbort> {
    return this.#pages(openAborts, { run: nameOf(run) });
  }

  /** Notes what became of passing on the aborts of some actions. @param error why they couldn't be; undefined: they were */
  async noteAbortDelivery(
    run: RunIdentifier,
    actions: readonly string[],
    error: string | undefined,
  ): Promise<void> {
    for (let from = 0; from < actions.length; from += batchSize) {
      const some = actions.slice(from, from + batchSize);
      await this.#ask(noteAbortDelivery, { run: nameOf(run), actions: some, error });
    }
  }

  /** Lists the conditions of a run that have been signalled in the ledger. */
  signalled(run: RunIdentifier): AsyncGenerator<SignalledCondition> {
    return this.#pages(signalledConditions, { run: nameOf(run) });
  }

  /** Signals a condition, as it was upstream. @returns what became of it: held, if it is resolved with this value */
  async signal(action: ActionIdentifier, signal: SignalInfo): Promise<Answer> {
    const { name, run } = action;
    if (run === undefined) throw new Error("The condition has no run.");
    const id = { run: nameOf(run), name };
    const { signalledBy } = signal;
    const value = signalValue(signal);
    const asked = { action: id, value, signalledBy };
    const { outcome, message } = await this.#ask(signalCondition, asked);
    return { outcome, held: outcome !== "REFUSED", refusal: message };
  }

  async #inBatches<Item>(items: readonly Item[], send: Send<Item>): Promise<readonly Answer[]> {
    const answers: Answer[] = [];
    for (let from = 0; from < items.length; from += batchSize) {
      answers.push(...(await this.#send(items.slice(from, from + batchSize), send)));
    }
    return answers;
  }

  /** What the gateway doesn't take as a whole is sent in halves: what is wrong with one item is not to hold up the others. */
  async #send<Item>(batch: readonly Item[], send: Send<Item>): Promise<readonly Answer[]> {
    try {
      const answers = await send(batch);
      if (answers.length === batch.length) return answers;
      const counts = `${answers.length} of ${batch.length}`;
      throw new GatewayError("protocol", `the gateway answered for ${counts} items`);
    } catch (error) {
      if (!(error instanceof GatewayError) || error.kind !== "refused") throw error;
      if (batch.length === 1) return [{ outcome: "REFUSED", held: false, refusal: error.message }];
      const half = Math.ceil(batch.length / 2);
      return [
        ...(await this.#send(batch.slice(0, half), send)),
        ...(await this.#send(batch.slice(half), send)),
      ];
    }
  }

  #ask<Variables, Data>(
    operation: Operation<Variables, Data>,
    variables: Variables,
  ): Promise<Data> {
    return retry(() => this.#client.request(operation, variables), this.#patience);
  }

  async *#pages<Node, Variables>(
    operation: Operation<Variables & { readonly after?: string }, Page>,
    variables: Variables,
  ): AsyncGenerator<Node> {
    for (let after: string | undefined, hasNext = true; hasNext;) {
      const page = await this.#ask(operation, {
        ...variables,
        ...(after === undefined ? {} : { after }),
      });
      // What each operation says that its nodes are.
      yield* page.nodes as readonly Node[];
      ({ cursor: after, hasNext } = page);
    }
  }
}

function nameOf({ project, domain, name }: RunIdentifier) {
  return { project, domain, name };
}
