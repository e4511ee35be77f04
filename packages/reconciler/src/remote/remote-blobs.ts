import type { Client } from "@connectrpc/connect";
import { LedgerError } from "@runledger/ledger";
import type { WorkService } from "@runledger/proto/work/v1";
import type { AttemptBlobs } from "../attempt-files.ts";

/** The files that a gateway keeps. It signs an address for each, here or in its bucket. */
export function remoteBlobs(client: Client<typeof WorkService>, root: string): AttemptBlobs {
  return {
    uriOf: (key) => root + key,
    keyOf: (uri) => (uri.startsWith(root) ? uri.slice(root.length) : undefined),
    async write(key, source, { size = 0 } = {}) {
      const signed = await client.signFile({
        file: { case: "writeKey", value: key },
        size: BigInt(size),
      });
      const body = await gather(source);
      const { headers, url } = signed;
      const response = await fetch(url, { method: "PUT", headers, body });
      if (!response.ok) throw await troubleOf(key, response);
      return { key, size: body.length, modifiedAt: 0 };
    },
    async read(key, { end } = {}) {
      const file = { case: "readUri", value: root + key } as const;
      const { headers, url } = await client.signFile({ file });
      if (url === "") return undefined;
      const response = await fetch(url, { headers });
      if (!response.ok || response.body === null) throw await troubleOf(key, response);
      return upTo(response.body, end);
    },
  };
}

async function gather(source: AsyncIterable<Uint8Array>): Promise<Buffer<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* upTo(
  pieces: AsyncIterable<Uint8Array>,
  end = Number.POSITIVE_INFINITY,
): AsyncGenerator<Uint8Array, void> {
  let left = end;
  for await (const piece of pieces) {
    yield piece.subarray(0, left);
    left -= piece.length;
    if (left <= 0) return;
  }
}

async function troubleOf(key: string, response: Response): Promise<LedgerError> {
  const text = (await response.text()).slice(0, 300);
  return new LedgerError(
    "unavailable",
    `The file ${key} is answered by ${response.status}: ${text}`,
  );
}
