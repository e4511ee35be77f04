import type { Input } from "@runledger/validator/streams";
import type { Operation } from "../client/gateway-client.ts";
import { retry } from "../client/retry.ts";
import { type ConnectionOptions, connect, patienceOf } from "../command/connection-options.ts";
import type { Host } from "../command/host.ts";
import { UsageError } from "../command/usage-error.ts";
import { listDeclarations } from "../operations/list-declarations.ts";
import { type RunVariables, listEvents } from "../operations/list-events.ts";
import type { Page } from "../operations/page.ts";
import { watchRun } from "../watch/watch-run.ts";

/** Which run of a gateway. */
interface RecordedOptions extends ConnectionOptions {
  /** As in `project/domain/name`, or the name alone. */
  readonly run?: string;
  /** Goes on with what comes. */
  readonly follow?: boolean;
}

/**
 * Makes an input of what a gateway holds on a run, page by page, as lines of JSON: how its actions were declared, and the reports
 * on them. Followed, it goes on with what comes until the run has settled or the command is stopped.
 */
export function recordedInput(options: RecordedOptions, host: Host): Input {
  const run = runOf(options.run);
  const name = `${options.to} ${run.project}/${run.domain}/${run.name}`;
  return { name, format: "lines", open: () => records(run, options, host) };
}

async function* records(
  run: RunVariables["run"],
  options: RecordedOptions,
  host: Host,
): AsyncGenerator<Uint8Array> {
  const client = await connect(options, host);
  const patience = patienceOf(options, host);
  const ask =
    (operation: Operation<RunVariables, Page>): Ask =>
    (after) =>
      retry(
        () => client.request(operation, { run, ...(after === undefined ? {} : { after }) }),
        patience,
      );
  const declarations = new Rows(ask(listDeclarations), (declaration) => ({
    actionDeclaration: { run, declaration },
  }));
  const events = new Rows(ask(listEvents), (event) => ({ event }));
  if (options.follow !== true) {
    yield* declarations.read();
    yield* events.read();
    return;
  }
  for await (const frame of watchRun(client, { run, wait: true }, patience)) {
    // What it says of actions is only word that there is something to be read.
    if (frame.kind === "snapshot" || frame.kind === "restarted") continue;
    yield* declarations.read();
    yield* events.read();
  }
}

/** Asks for the page behind a cursor. */
type Ask = (after: string | undefined) => Promise<Page>;

/** Reads the rows of a connection, and later those that have come since. */
class Rows {
  readonly #ask: Ask;
  readonly #toRecord: (row: unknown) => unknown;
  #after: string | undefined;

  constructor(ask: Ask, toRecord: (row: unknown) => unknown) {
    this.#ask = ask;
    this.#toRecord = toRecord;
  }

  /** Reads to the last row that there is now, as lines of JSON. */
  async *read(): AsyncGenerator<Uint8Array> {
    for (let hasNext = true; hasNext;) {
      const page = await this.#ask(this.#after);
      const lines = page.nodes.map((row) => `${JSON.stringify(this.#toRecord(row))}\n`);
      if (lines.length > 0) yield Buffer.from(lines.join(""));
      this.#after = page.cursor ?? this.#after;
      ({ hasNext } = page);
    }
  }
}

function runOf(text: string | undefined): RunVariables["run"] {
  if (text === undefined) {
    throw new UsageError("say which run of the gateway is meant: --run project/domain/name");
  }
  const parts = text.split("/");
  if (parts.length !== 1 && parts.length !== 3) {
    throw new UsageError(`--run ${text}: it must be project/domain/name, or the name alone`);
  }
  const [project = "", domain = "", name = ""] =
    parts.length === 3 ? parts : ["default", "development", text];
  return { project, domain, name };
}
