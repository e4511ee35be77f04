import type { Input } from "@runledger/validator/streams";
import { retry } from "../client/retry.ts";
import { type ConnectionOptions, connect, patienceOf } from "../command/connection-options.ts";
import type { Host } from "../command/host.ts";
import { UsageError } from "../command/usage-error.ts";
import { type RunVariables, listEvents } from "../operations/list-events.ts";

/** Which run of a gateway. */
interface RecordedOptions extends ConnectionOptions {
  /** As in `project/domain/name`, or the name alone. */
  readonly run?: string;
}

/** Makes an input of the reports that a gateway holds on a run, page by page, as lines of JSON. */
export function recordedInput(options: RecordedOptions, host: Host): Input {
  const run = runOf(options.run);
  const name = `${options.to} ${run.project}/${run.domain}/${run.name}`;
  return { name, format: "lines", open: () => pages(run, options, host) };
}

async function* pages(
  run: RunVariables["run"],
  options: RecordedOptions,
  host: Host,
): AsyncGenerator<Uint8Array> {
  const client = await connect(options, host);
  let after: string | undefined;
  do {
    const variables = { run, ...(after === undefined ? {} : { after }) };
    const page = await retry(
      () => client.request(listEvents, variables),
      patienceOf(options, host),
    );
    yield Buffer.from(page.events.map((event) => `${JSON.stringify({ event })}\n`).join(""));
    after = page.next;
  } while (after !== undefined);
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
