import { create } from "@bufbuild/protobuf";
import { type Client, Code, createClient, type Transport } from "@connectrpc/connect";
import {
  type Action,
  type ActionDetails,
  type ActionIdentifier,
  type Literal,
  ProjectIdentifierSchema,
  type Run,
  type RunDetails,
  type RunIdentifier,
} from "@runledger/proto";
import { Filter_Function, Sort_Direction } from "@runledger/proto/flyteidl2/common";
import { RunService } from "@runledger/proto/flyteidl2/workflow";
import { GatewayError } from "../client/gateway-error.ts";
import type { PatienceOptions } from "../client/patience.ts";
import { retry } from "../client/retry.ts";
import { payloadOf } from "./payload-of.ts";
import { upstreamError } from "./upstream-error.ts";

/** How many items to ask for at a time. Flyte refuses more. */
const pageSize = 200;
/** How long to wait for the answer to a call, in milliseconds. */
const timeoutMs = 30_000;

/** Which part of a Flyte 2 to look at, and how patiently. */
export interface UpstreamOptions {
  /** Its address, which messages name. */
  readonly url: string;
  readonly project: string;
  readonly domain: string;
  /** How long to try while a call isn't answered. */
  readonly patience: Omit<PatienceOptions, "signal">;
}

/** A Flyte 2, through its own RunService. What is wrong is thrown as a GatewayError that names upstream. */
export class Upstream {
  readonly #client: Client<typeof RunService>;
  readonly #options: UpstreamOptions;
  #calls = 0;

  /** @param transport what it is spoken to through */
  constructor(options: UpstreamOptions, transport: Transport) {
    this.#options = options;
    this.#client = createClient(RunService, transport);
  }

  /** How many calls and watches have been begun. */
  get calls(): number {
    return this.#calls;
  }

  /** Lists runs, the newest first. @param since only those created then or later, in milliseconds since 1970 */
  runs(since: number | undefined, signal: AbortSignal): AsyncGenerator<Run> {
    const filters =
      since === undefined
        ? []
        : [
            {
              field: "created_at",
              function: Filter_Function.GREATER_THAN_OR_EQUAL,
              values: [new Date(since).toISOString()],
            },
          ];
    const projectId = this.#project();
    return this.#pages(signal, async (token) => {
      const request = { limit: pageSize, token, filters, sortBy: byCreation("DESCENDING") };
      const scopeBy = { case: "projectId", value: projectId } as const;
      const answer = await this.#client.listRuns({ request, scopeBy }, { signal, timeoutMs });
      return { items: answer.runs, token: answer.token };
    });
  }

  /** Lists the actions of a run, the oldest first, so that those that are created meanwhile move none to another page. */
  actions(runId: RunIdentifier, signal: AbortSignal): AsyncGenerator<Action> {
    return this.#pages(signal, async (token) => {
      const request = { limit: pageSize, token, sortBy: byCreation("ASCENDING") };
      const answer = await this.#client.listActions({ request, runId }, { signal, timeoutMs });
      return { items: answer.actions, token: answer.token };
    });
  }

  /** Gets a run, whole. Undefined: upstream knows no such run. */
  async run(runId: RunIdentifier, signal: AbortSignal): Promise<RunDetails | undefined> {
    const call = () => this.#client.getRunDetails({ runId }, { signal, timeoutMs });
    return (await this.#found(signal, call))?.details;
  }

  /** Gets an action, whole. Undefined: upstream knows no such action. */
  async action(
    actionId: ActionIdentifier,
    signal: AbortSignal,
  ): Promise<ActionDetails | undefined> {
    const call = () => this.#client.getActionDetails({ actionId }, { signal, timeoutMs });
    return (await this.#found(signal, call))?.details;
  }

  /** Says where an action's inputs lie. Empty: upstream doesn't say, or doesn't know the question. */
  async inputUri(actionId: ActionIdentifier, signal: AbortSignal): Promise<string> {
    try {
      const call = () => this.#client.getActionDataURIs({ actionId }, { signal, timeoutMs });
      return (await this.#found(signal, call))?.inputsUri ?? "";
    } catch (error) {
      if (error instanceof GatewayError && !error.mayPass) return "";
      throw error;
    }
  }

  /** Watches runs. It may leave some out: what it gives is a hint. */
  async *watchRuns(signal: AbortSignal): AsyncGenerator<readonly Run[]> {
    const target = { case: "projectId", value: this.#project() } as const;
    yield* this.#stream(this.#client.watchRuns({ target }, { signal }), ({ runs }) => runs);
  }

  /** Watches the actions of a run. It may leave some out: what it gives is a hint. */
  async *watchActions(
    runId: RunIdentifier,
    signal: AbortSignal,
  ): AsyncGenerator<readonly Action[]> {
    yield* this.#stream(this.#client.watchActions({ runId }, { signal }), ({ enrichedActions }) =>
      enrichedActions.flatMap(({ action }) => action ?? []),
    );
  }

  /** Aborts a run. One that has ended stays as it is. */
  async abortRun(runId: RunIdentifier, reason: string, signal: AbortSignal): Promise<void> {
    await this.#found(signal, () =>
      this.#client.abortRun({ runId, reason }, { signal, timeoutMs }),
    );
  }

  /** Aborts an action, and what is below it. One that has ended stays as it is. */
  async abortAction(
    actionId: ActionIdentifier,
    reason: string,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#found(signal, () =>
      this.#client.abortAction({ actionId, reason }, { signal, timeoutMs }),
    );
  }

  /** Signals a condition. The same value again is no error. @param output a value that stands for itself */
  async signal(actionId: ActionIdentifier, output: Literal, signal: AbortSignal): Promise<void> {
    const value = payloadOf(output);
    await this.#found(signal, () =>
      this.#client.signalEvent({ actionId, payload: { value } }, { signal, timeoutMs }),
    );
  }

  #project() {
    const { project: name, domain } = this.#options;
    return create(ProjectIdentifierSchema, { name, domain });
  }

  async *#pages<Item>(
    signal: AbortSignal,
    ask: (token: string) => Promise<{ readonly items: readonly Item[]; readonly token: string }>,
  ): AsyncGenerator<Item> {
    for (let token = ""; ;) {
      const page = await this.#told(signal, () => ask(token));
      yield* page.items;
      // A token that comes again would be asked for for ever.
      if (page.token === "" || page.token === token) return;
      ({ token } = page);
    }
  }

  async *#stream<Message, Item>(
    messages: AsyncIterable<Message>,
    read: (message: Message) => Item,
  ): AsyncGenerator<Item> {
    this.#calls += 1;
    try {
      for await (const message of messages) yield read(message);
    } catch (error) {
      throw upstreamError(this.#options.url, error);
    }
  }

  async #found<Answer>(
    signal: AbortSignal,
    call: () => Promise<Answer>,
  ): Promise<Answer | undefined> {
    try {
      return await this.#told(signal, call);
    } catch (error) {
      if (error instanceof GatewayError && error.code === Code[Code.NotFound]) return undefined;
      throw error;
    }
  }

  /** Calls until there is an answer. One call that fails among many doesn't have them all made again. */
  #told<Answer>(signal: AbortSignal, call: () => Promise<Answer>): Promise<Answer> {
    const { patience, url } = this.#options;
    return retry(
      async () => {
        this.#calls += 1;
        try {
          return await call();
        } catch (error) {
          throw upstreamError(url, error);
        }
      },
      { ...patience, signal },
    );
  }
}

function byCreation(direction: keyof typeof Sort_Direction) {
  return { key: "created_at", direction: Sort_Direction[direction] };
}
