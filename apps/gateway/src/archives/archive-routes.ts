import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { create } from "@bufbuild/protobuf";
import {
  ArchiveError,
  archiveKey,
  checkArchive,
  encodeArchive,
  readArchive,
} from "@runledger/archive";
import type { ImportResult, Ledger } from "@runledger/ledger";
import { type ArchiveRecord, type RunIdentifier, RunIdentifierSchema } from "@runledger/proto";
import { GatewayError } from "../errors/gateway-error.ts";
import type { Exchange, Route } from "../http/route.ts";
import { sendText } from "../http/send-text.ts";
import { InTurn } from "./in-turn.ts";
import { spool } from "./spool.ts";

/** Where archives of runs are read and taken. */
const ARCHIVES_PATH = "/archives/";

/** What the routes stand on. */
export interface ArchiveRoutesOptions {
  readonly ledger: Ledger;
  /** How large an archive may be that is sent here, in bytes. */
  readonly archiveBytes: number;
}

/**
 * Serves the archive of a run, and takes one: `GET /archives/PROJECT/DOMAIN/RUN?revision=N` and `POST /archives/`. They are files
 * of any size and pass through piece by piece, which GraphQL isn't made for.
 */
export function archiveRoutes({ archiveBytes, ledger }: ArchiveRoutesOptions): Route[] {
  const route = { path: ARCHIVES_PATH, below: true, guarded: true } as const;
  // An import is one transaction, and may be a long one.
  const imports = new InTurn();
  const take = (exchange: Exchange): Promise<void> =>
    takeArchive(exchange, archiveBytes, (path) => imports.do(() => importFile(ledger, path)));
  return [
    { ...route, methods: ["GET"], handle: (exchange) => sendArchive(ledger, exchange) },
    { ...route, methods: ["POST"], handle: take },
  ];
}

async function sendArchive(ledger: Ledger, { headers, response, url }: Exchange): Promise<void> {
  const run = runOf(url);
  const revision = revisionOf(url);
  const archive = ledger.archiveRun(run, revision === undefined ? {} : { atRevision: revision });
  const records = archive[Symbol.asyncIterator]();
  // What is wrong from the first is told by a status. What goes wrong later breaks off, and leaves an archive without its end.
  const { value: first } = await records.next();
  if (first?.record.case !== "header") throw new Error("an archive begins with a header");
  const name = archiveKey(run, Number(first.record.value.revision)).split("/").at(-1) ?? "";
  response.writeHead(200, {
    ...headers,
    "content-type": "application/gzip",
    "content-disposition": `attachment; filename="${name}"`,
    "x-content-type-options": "nosniff",
  });
  await pipeline(encodeArchive(rejoin(first, records)), response);
}

async function* rejoin(
  first: ArchiveRecord,
  rest: AsyncIterator<ArchiveRecord>,
): AsyncGenerator<ArchiveRecord, void> {
  try {
    yield first;
    for (let next = await rest.next(); next.done !== true; next = await rest.next())
      yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function takeArchive(
  { headers, request, response, url }: Exchange,
  limit: number,
  importFrom: (path: string) => Promise<ImportResult>,
): Promise<void> {
  if (url.pathname !== ARCHIVES_PATH) {
    const message = `Archives are posted to ${ARCHIVES_PATH}: which run it is says the archive.`;
    throw new GatewayError("NOT_FOUND", message);
  }
  const file = await spool(request, limit);
  const { run, ...result } = await importFrom(file.path).finally(() => file.remove());
  const { domain, name, project } = run;
  const importArchive = { ...result, run: { project, domain, name } };
  const body = JSON.stringify({ data: { importArchive } });
  sendText(response, 200, "application/json; charset=utf-8", body, headers);
}

async function importFile(ledger: Ledger, path: string): Promise<ImportResult> {
  try {
    // To its end, before the ledger is bothered with it: most of what can be wrong with a file is found here.
    await checkArchive(createReadStream(path));
    return await ledger.importRun(() => readArchive(createReadStream(path)));
  } catch (error) {
    if (error instanceof ArchiveError) throw new GatewayError("BAD_INPUT", error.message);
    throw error;
  }
}

function runOf({ pathname }: URL): RunIdentifier {
  const segments = pathname.slice(ARCHIVES_PATH.length).split("/");
  const [project = "", domain = "", name = ""] = segments.map(decode);
  if (segments.length === 3) return create(RunIdentifierSchema, { project, domain, name });
  const message = `${pathname} names no run: ${ARCHIVES_PATH}PROJECT/DOMAIN/RUN does.`;
  throw new GatewayError("NOT_FOUND", message);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new GatewayError(
      "BAD_INPUT",
      `The path has ${JSON.stringify(segment)}, which is no text in UTF-8.`,
    );
  }
}

function revisionOf({ searchParams }: URL): number | undefined {
  const text = searchParams.get("revision");
  if (text === null) return undefined;
  const revision = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(revision)) return revision;
  const message = `revision is ${JSON.stringify(text.slice(0, 100))}, and must be a whole number.`;
  throw new GatewayError("BAD_INPUT", message, { field: "revision" });
}
