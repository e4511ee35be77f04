import { createClient, type Interceptor } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { WorkService } from "@runledger/proto/work/v1";
import type { AttemptBlobs } from "../attempt-files.ts";
import type { WorkBook } from "../book/work-book.ts";
import type { StepsLedger } from "../workflow/steps-ledger.ts";
import { ledgerErrors } from "./ledger-errors.ts";
import { remoteBlobs } from "./remote-blobs.ts";
import { remoteBook } from "./remote-book.ts";
import { remoteLedger } from "./remote-ledger.ts";

/** How to reach a gateway. */
export interface GatewayAddress {
  /** Its address, as in "http://127.0.0.1:8090". */
  readonly url: string;
  /** The token to send. Default: none. */
  readonly token?: string | undefined;
  /** Certificates to trust instead of the usual ones, as PEM. */
  readonly ca?: string;
}

/** A gateway that gives work. */
export interface RemoteGateway {
  readonly book: WorkBook;
  readonly ledger: StepsLedger;
  readonly blobs: AttemptBlobs;
}

/** How long to wait for the answer to a call, in milliseconds. */
const timeout = 30_000;
/** How much an answer may hold, in bytes: outputs take another way. */
const messageBytes = 64 * 2 ** 20;

/**
 * Connects to a gateway, so that a worker of this process does work of its database. Nothing stays open between calls, and one that
 * isn't answered is made again by whoever needs it.
 *
 * @throws LedgerError of kind `unavailable` if no gateway answers, of kind `invalid` if it gives no work
 */
export async function connectGateway({ ca, token, url }: GatewayAddress): Promise<RemoteGateway> {
  const authorize: Interceptor = (next) => async (request) => {
    if (token !== undefined) request.header.set("authorization", `Bearer ${token}`);
    return await next(request);
  };
  const transport = createConnectTransport({
    baseUrl: url,
    httpVersion: new URL(url).protocol === "http:" ? "1.1" : "2",
    ...(ca !== undefined && { nodeOptions: { ca } }),
    interceptors: [authorize],
    readMaxBytes: messageBytes,
    defaultTimeoutMs: timeout,
  });
  const client = createClient(WorkService, ledgerErrors(transport, url));
  const found = await client.describeWork({});
  return {
    book: remoteBook(client),
    ledger: remoteLedger(client, found),
    blobs: remoteBlobs(client, found.filesRoot),
  };
}
