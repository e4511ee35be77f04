import { Code, ConnectError, type Transport } from "@connectrpc/connect";
import { LedgerError, type LedgerErrorKind } from "@runledger/ledger";

/** What another time doesn't cure. All else is a failure of the platform, never of the work's. */
const kinds: ReadonlyMap<Code, LedgerErrorKind> = new Map([
  [Code.InvalidArgument, "invalid"],
  [Code.Unauthenticated, "invalid"],
  [Code.PermissionDenied, "invalid"],
  [Code.Unimplemented, "invalid"],
  [Code.NotFound, "notFound"],
  [Code.ResourceExhausted, "overloaded"],
]);

/** Makes a transport whose calls fail as a ledger's do. @param url names the gateway in messages */
export function ledgerErrors(transport: Transport, url: string): Transport {
  return {
    unary: (...call) => transport.unary(...call).catch((error: unknown) => raise(error, url)),
    async stream(...call) {
      const response = await transport.stream(...call).catch((error: unknown) => raise(error, url));
      return { ...response, message: telling(response.message, url) };
    },
  };
}

async function* telling<T>(messages: AsyncIterable<T>, url: string): AsyncGenerator<T, void> {
  try {
    yield* messages;
  } catch (error) {
    raise(error, url);
  }
}

function raise(error: unknown, url: string): never {
  const { code, rawMessage } = ConnectError.from(error);
  const kind = kinds.get(code) ?? "unavailable";
  throw new LedgerError(kind, `${url} answers ${Code[code]}: ${rawMessage}`, { cause: error });
}
