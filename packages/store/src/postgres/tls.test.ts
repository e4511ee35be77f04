import { describe, expect, onTestFinished, test, vi } from "vitest";
import { PostgresServer } from "../conformance/index.ts";
import { openStore } from "../open-store.ts";
import type { Store } from "../store.ts";
import { expectTrouble } from "../testing/expect-trouble.ts";
import { hasPostgres } from "../testing/temporary-database.ts";
import { hasOpenssl, type TestAuthority, testAuthority } from "../testing/test-certificates.ts";

vi.setConfig({ testTimeout: 120_000 });

async function opened(url: string): Promise<Store> {
  const store = await openStore(url, { setting: "--database" });
  onTestFinished(() => store.close());
  return store;
}

/** Starts a server whose certificate is for a host, and gives its address, to be spoken to with TLS alone. */
async function serverFor(host: string, authority: TestAuthority): Promise<string> {
  const server = await PostgresServer.start({ tls: authority.issue(host) });
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server.url("postgres");
}

const verified = (url: string, authority: string): string =>
  `${url}?sslmode=verify-full&sslrootcert=${encodeURIComponent(authority)}`;

describe.skipIf(!hasPostgres || !hasOpenssl)("TLS", () => {
  test("verify-full takes the server of the authority that it names, and refuses any other", async () => {
    const authority = testAuthority("ours");
    const url = await serverFor("IP:127.0.0.1", authority);
    const store = await opened(verified(url, authority.file));
    await store.ping();
    // Hints, too, are sent over it.
    let isListening = false;
    store.listen({ changed: () => {}, missed: () => (isListening = true) });
    await expect.poll(() => isListening, { timeout: 60_000 }).toBe(true);

    const other = verified(url, testAuthority("theirs").file);
    await expectTrouble(opened(other), "setting", /\(TLS\).*certificate.*sslmode/s, url);
    const missing = verified(url, "/nowhere/ca.crt");
    await expectTrouble(
      opened(missing),
      "setting",
      /\(TLS\).*\/nowhere\/ca.crt.*certificates/s,
      url,
    );
  });

  test("verify-full refuses a certificate for another host", async () => {
    const authority = testAuthority("ours");
    const url = await serverFor("DNS:database.example", authority);
    const work = opened(verified(url, authority.file));
    await expectTrouble(work, "setting", /\(TLS\).*altnames.*sslmode/s, url);
  });
});
