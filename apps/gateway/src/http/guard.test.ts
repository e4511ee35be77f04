import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { SettingsError } from "../settings/settings-error.ts";
import { socketClient } from "../testing/socket-client.ts";
import { startTestGateway } from "../testing/start-test-gateway.ts";
import { assertMayListen } from "./assert-may-listen.ts";
import { readTokens } from "./authenticator.ts";
import { hostGuard } from "./host-guard.ts";
import { isLoopback } from "./is-loopback.ts";
import { originRefusal } from "./origin-guard.ts";

const token = "a-token-of-some-length";
const query = "{ server { version } }";

function fileOf(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "runledger-test-")), "tokens");
  writeFileSync(path, text);
  return path;
}

/** Sends a request with a Host header of one's choice, which fetch doesn't allow. */
async function statusWithHost(url: string, host: string, path = "/graphql"): Promise<number> {
  const sent = request(`${url}${path}?query=${encodeURIComponent(query)}`, {
    headers: { host, accept: "application/json" },
  });
  sent.end();
  const [response] = await once(sent, "response");
  response.resume();
  return response.statusCode;
}

describe("Listening", () => {
  test.each(["127.0.0.1", "127.1.2.3", "::1", "[::1]", "localhost", "gateway.localhost"])(
    "%s is the machine's own",
    (host) => {
      expect(isLoopback(host)).toBe(true);
    },
  );

  test.each([
    "0.0.0.0",
    "::",
    "192.168.1.2",
    "example.com",
    "127.0.0.1.example.com",
    "::ffff:8.8.8.8",
  ])("%s isn't, and needs a token or the flag that does without", (host) => {
    const settings = {
      host,
      allowUnauthenticatedNetworkAccess: false,
      authTokenFile: undefined,
      corsOrigins: [],
      allowedHosts: [],
      port: 0,
    };
    expect(isLoopback(host)).toBe(false);
    expect(() => assertMayListen(settings)).toThrow(
      /--auth-token-file.*--allow-unauthenticated-network-access/,
    );
    expect(() => assertMayListen({ ...settings, authTokenFile: "x" })).not.toThrow();
    expect(() =>
      assertMayListen({ ...settings, allowUnauthenticatedNetworkAccess: true }),
    ).not.toThrow();
  });

  test("on the network works with the flag", async () => {
    const gateway = await startTestGateway({
      host: "0.0.0.0",
      allowUnauthenticatedNetworkAccess: true,
    });
    expect(gateway.url).toContain("http://127.0.0.1:");
    expect((await gateway.send(query)).errors).toEqual([]);
  });
});

describe("Tokens", () => {
  test("are asked for, except for pages and health", async () => {
    const gateway = await startTestGateway({
      authTokenFile: fileOf(`# ours\n\n${token}\nanother-token-of-length\n`),
    });
    for (const headers of [
      {},
      { authorization: "Bearer nonsense-of-some-length" },
      { authorization: token },
    ]) {
      const { status, errors } = await gateway.send(query, {}, headers);
      expect([status, errors[0]?.extensions]).toEqual([401, { code: "UNAUTHENTICATED" }]);
    }
    for (const known of [token, "another-token-of-length"]) {
      expect((await gateway.send(query, {}, { authorization: `Bearer ${known}` })).errors).toEqual(
        [],
      );
    }
    for (const path of ["/healthz", "/readyz", "/"]) {
      expect((await fetch(gateway.url + path)).status).toBe(200);
    }
    expect(
      (await fetch(`${gateway.url}/graphql`, { headers: { accept: "text/html" } })).status,
    ).toBe(200);
  });

  test("are asked for over WebSocket, in the request or in the first message", async () => {
    const gateway = await startTestGateway({ authTokenFile: fileOf(token) });
    const without = socketClient(gateway.url).iterate({ query });
    await expect(without.next()).rejects.toMatchObject({ code: 4401 });
    const inMessage = socketClient(gateway.url, {
      connectionParams: { authorization: `Bearer ${token}` },
    });
    expect((await inMessage.iterate<any>({ query }).next()).value.data.server.version).toMatch(
      /^\d/,
    );
    class WithHeader extends WebSocket {
      constructor(url: string, protocols: string) {
        super(url, protocols, { headers: { authorization: `Bearer ${token}` } });
      }
    }
    const inRequest = socketClient(gateway.url, { webSocketImpl: WithHeader });
    expect((await inRequest.iterate<any>({ query }).next()).value.errors).toBeUndefined();
  });

  test.each([
    ["\n# none\n", "has no token in it"],
    [`${token}\nshort\n`, "Line 2"],
    ["a token with spaces in it", "Line 1"],
  ])("in a file like %j are refused", (text, message) => {
    expect(() => readTokens(fileOf(text))).toThrow(message);
    expect(() => readTokens(fileOf(text))).toThrow(SettingsError);
  });

  test("from a file that isn't there are refused", () => {
    expect(() => readTokens("/nowhere/tokens")).toThrow("--auth-token-file");
  });
});

describe("Host names", () => {
  test.each([
    "localhost:8090",
    "127.0.0.1",
    "[::1]:8090",
    "10.1.2.3:80",
    "gateway:8090",
    "ledger.example.com:1",
  ])("%s may be reached by", (host) => {
    expect(hostGuard(["Ledger.example.com"])(host)).toBeUndefined();
  });

  test.each([
    "evil.example.com",
    "evil.example.com:8090",
    "127.0.0.1.evil.example.com",
    "x.ledger.example.com",
  ])("%s may not: anybody could have pointed it here", (host) => {
    expect(hostGuard(["ledger.example.com"])(host)?.code).toBe("FORBIDDEN");
  });

  test("are no matter where a token is asked for", () => {
    expect(hostGuard(undefined)("evil.example.com")).toBeUndefined();
  });

  test("are checked for every path, and before a WebSocket is opened", async () => {
    const gateway = await startTestGateway({ allowedHosts: ["ledger.example.com"] });
    expect(await statusWithHost(gateway.url, "evil.example.com")).toBe(403);
    expect(await statusWithHost(gateway.url, "evil.example.com", "/healthz")).toBe(403);
    expect(await statusWithHost(gateway.url, "ledger.example.com")).toBe(200);
    const socket = new WebSocket(
      `${gateway.url.replace("http", "ws")}/graphql`,
      "graphql-transport-ws",
      {
        headers: { host: "evil.example.com" },
      },
    );
    const [error] = await once(socket, "error");
    expect(String(error)).toContain("403");
  });
});

describe("Origins", () => {
  const page = "https://console.example.com";

  test.each([
    [undefined, "127.0.0.1:8090", true],
    ["http://127.0.0.1:8090", "127.0.0.1:8090", true],
    ["http://127.0.0.1:8091", "127.0.0.1:8090", false],
    ["https://evil.example.com", "127.0.0.1:8090", false],
    ["null", "127.0.0.1:8090", false],
    [page, "127.0.0.1:8090", true],
    [`${page}.evil.com`, "127.0.0.1:8090", false],
  ])("%s at %s may ask: %s", (origin, host, may) => {
    expect(originRefusal(origin, host, [page]) === undefined).toBe(may);
  });

  test("that are allowed get the headers that browsers ask for, and others don't", async () => {
    const gateway = await startTestGateway({ corsOrigins: [page] });
    const preflight = await fetch(`${gateway.url}/graphql`, {
      method: "OPTIONS",
      headers: { origin: page, "access-control-request-method": "POST" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe(page);
    expect(preflight.headers.get("access-control-allow-headers")).toContain("last-event-id");
    const answer = await gateway.send(query, {}, { origin: page });
    expect(answer.headers.get("access-control-allow-origin")).toBe(page);
    const other = await gateway.send(query, {}, { origin: "https://evil.example.com" });
    expect([other.status, other.headers.get("access-control-allow-origin")]).toEqual([403, null]);
    const program = await gateway.send(query);
    expect(program.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("are off where none is set", async () => {
    const gateway = await startTestGateway();
    const { status, headers } = await gateway.send(query, {}, { origin: page });
    expect([status, headers.get("access-control-allow-origin")]).toEqual([403, null]);
  });

  test("are checked before a WebSocket is opened: no browser does", async () => {
    const gateway = await startTestGateway();
    const socket = new WebSocket(
      `${gateway.url.replace("http", "ws")}/graphql`,
      "graphql-transport-ws",
      {
        headers: { origin: "https://evil.example.com" },
      },
    );
    const [error] = await once(socket, "error");
    expect(String(error)).toContain("403");
  });

  test("can't be had around by what a form may send without asking", async () => {
    const gateway = await startTestGateway();
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
    ]) {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: "POST",
        headers: { "content-type": type },
        body: JSON.stringify({ query }),
      });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain("application/json");
    }
  });
});

describe("Every answer", () => {
  const paths: readonly (readonly [string, string])[] = [
    ["/", "text/html"],
    ["/", "application/json"],
    ["/healthz", "*/*"],
    ["/graphql", "text/html"],
    ["/graphql?query={server{version}}", "application/json"],
    ["/graphql?query={server{version}}", "text/event-stream"],
    ["/nothing", "*/*"],
  ];
  test.each(paths)("of %s as %s tells browsers to be careful", async (path, accept) => {
    const gateway = await startTestGateway();
    const { headers } = await fetch(gateway.url + path, { headers: { accept } });
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|script-src[^;]*unsafe|\*/);
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f]{8}-\d+$/);
    expect(headers.get("x-powered-by")).toBeNull();
  });
});
