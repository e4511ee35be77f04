import { Agent, request } from "node:http";
import { toJson } from "@bufbuild/protobuf";
import type { Report } from "@runledger/ledger";
import { ActionEventSchema } from "@runledger/proto";
import type { PrepareCalls } from "./client.ts";
import { runId } from "../ledger/told-reports.ts";
import { watch } from "./watch.ts";
import { READ, WATCHED } from "./work.ts";

const RECORD =
  "mutation ($reports: [ReportInput!]!) { reportEvents(input: {reports: $reports}) { counts { outcome count } } }";
const DETAILS = `query ($id: ActionIdentifierInput!) {
  action(action: $id) {
    name phase metadata { parent group }
    attempts { attempt phase cluster startTime logInfo { name uri } }
  }
}`;

const FRAMES = `subscription ($run: RunIdentifierInput!) {
  runActions(run: $run) {
    ... on ActionsSnapshot { actions { action { name phase } } }
    ... on ActionsChanged { actions { action { name phase } } }
  }
}`;

const { project, domain, name } = runId(1);

/** The question for an action, as JSON. */
export const detailsBody: string = JSON.stringify({
  query: DETAILS,
  variables: { id: { run: { project, domain, name }, name: READ.name } },
});

/** Makes the same calls over GraphQL. */
export function graphqlCalls(url: string): PrepareCalls {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return (work, batches) => {
    const bodies = batches.map((batch) => (work.kind === "read" ? detailsBody : recordBody(batch)));
    if (work.kind === "watch") {
      const record = ({ event }: Report): Promise<void> =>
        post(`${url}/graphql`, agent, recordBody([{ event }]));
      return () => watch(batches.flat(), record, (has, signal) => follow(url, has, signal));
    }
    return async () => {
      for (const body of bodies) await post(`${url}/graphql`, agent, body);
      return undefined;
    };
  };
}

function recordBody(reports: readonly Report[]): string {
  return JSON.stringify({ query: RECORD, variables: { reports: reports.map(toInput) } });
}

/** Follows the run over server-sent events. */
async function follow(
  url: string,
  has: (name: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const watched = runId(WATCHED);
  const headers = { accept: "text/event-stream", "content-type": "application/json" };
  const variables = {
    run: { project: watched.project, domain: watched.domain, name: watched.name },
  };
  const body = JSON.stringify({ query: FRAMES, variables });
  const response = await fetch(`${url}/graphql`, { method: "POST", headers, body, signal });
  let rest = "";
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const [, found = ""] of lines.join("\n").matchAll(/"name":"([^"]+)"/g)) has(found);
  }
}

/** Writes a report as GraphQL takes it: as protobuf's JSON has it, but for the names of phases, which have no prefix. */
function toInput({ event }: Report): object {
  const json = toJson(ActionEventSchema, event) as { readonly phase: string };
  return { event: { ...json, phase: json.phase.replace("ACTION_PHASE_", "") } };
}

async function post(url: string, agent: Agent, body: string): Promise<void> {
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  const text = await new Promise<string>((resolve, reject) => {
    const sent = request(url, { method: "POST", agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve(Buffer.concat(chunks).toString()));
    });
    sent.on("error", reject);
    sent.end(body);
  });
  const { errors } = JSON.parse(text) as { readonly errors?: unknown };
  if (errors !== undefined) throw new Error(text);
}
