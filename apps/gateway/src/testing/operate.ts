import type { Ledger } from "@runledger/ledger";
import type { ExecutionResult } from "graphql";
import { GraphQLServer } from "../graphql/graphql-server.ts";
import { ResponseStream } from "../graphql/response-stream.ts";
import type { HiddenErrorLog } from "../errors/to-graphql-error.ts";
import { defaultSettings } from "../settings/default-settings.ts";
import type { Settings } from "../settings/table.ts";

/** Carries out a query or a mutation on a ledger, without HTTP. */
export async function operate(
  ledger: Ledger,
  query: string,
  settings: Partial<Settings> = {},
  log: HiddenErrorLog = () => undefined,
): Promise<ExecutionResult> {
  const graphql = new GraphQLServer({
    ledger,
    limits: { ...defaultSettings(), ...settings },
    server: { version: "0.0.0", limits: [] },
    log,
  });
  const signal = new AbortController().signal;
  const prepared = await graphql.prepare({ query }, { requestId: "id-1", signal, streams: false });
  const result = prepared.kind === "ready" ? await prepared.run() : prepared.result;
  if (result instanceof ResponseStream) throw new Error("A subscription was asked for.");
  return result;
}
