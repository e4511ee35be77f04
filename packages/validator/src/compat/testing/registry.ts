import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A registry that npm can ask. */
export interface Registry extends AsyncDisposable {
  readonly url: string;
  /** The paths that were asked for. */
  readonly asked: readonly string[];
}

/**
 * Serves versions of one package as the registry of npm does: a document with the versions, and their tarballs.
 * Source: https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md
 */
export async function startRegistry(
  name: string,
  tarballs: Readonly<Record<string, Uint8Array>>,
): Promise<Registry> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "");
    asked.push(path);
    const tarball = Object.entries(tarballs).find(([version]) => path === `/-/${version}.tgz`)?.[1];
    if (tarball !== undefined) response.end(tarball);
    else if (path === `/${name}`) {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(documentOf(name, tarballs, url)));
    } else {
      response.statusCode = 404;
      response.end('{"error":"not_found"}');
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- It listens on a port.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function documentOf(
  name: string,
  tarballs: Readonly<Record<string, Uint8Array>>,
  url: string,
): object {
  const versions = Object.entries(tarballs).map(([version, bytes]) => {
    const integrity = `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
    const dist = { tarball: `${url}/-/${version}.tgz`, integrity };
    return [version, { name, version, dist }] as const;
  });
  const latest = versions.at(-1)?.[0];
  return { name, "dist-tags": { latest }, versions: Object.fromEntries(versions) };
}
