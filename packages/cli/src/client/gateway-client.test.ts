import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { serve } from "../testing/serve.ts";
import { GatewayClient, type Operation } from "./gateway-client.ts";

const hello: Operation<string, string> = {
  document: "query Hello($name: String!) { hello(name: $name) }",
  variables: (name) => ({ name }),
  read: (data) => data.get("hello").string(100),
};

/** Asks a server that answers as given. */
async function ask(
  answer: (request: IncomingMessage, response: ServerResponse) => unknown,
  token?: string,
): Promise<string> {
  const endpoint = await serve((request, response) => void answer(request, response));
  return new GatewayClient({ endpoint, token, timeout: 10_000 }).request(hello, "you");
}

function json(status: number, body: unknown, headers: Record<string, string> = {}) {
  return (_: IncomingMessage, response: ServerResponse): void => {
    response
      .writeHead(status, { "content-type": "application/json", ...headers })
      .end(JSON.stringify(body));
  };
}

describe("GatewayClient", () => {
  it("posts the operation with its variables and the token, and reads the data", async () => {
    const requests: unknown[] = [];
    const answer = ask(async (request, response) => {
      const { authorization } = request.headers;
      requests.push({ authorization, body: JSON.parse(await text(request)) });
      response.end(JSON.stringify({ data: { hello: "hello you" } }));
    }, "secret");
    expect(await answer).toBe("hello you");
    expect(requests).toEqual([
      {
        authorization: "Bearer secret",
        body: { query: hello.document, variables: { name: "you" } },
      },
    ]);
  });

  it.each<[string, number, unknown, Record<string, string>, object]>([
    [
      "an error with a code",
      200,
      { data: null, errors: [{ message: "no such run", extensions: { code: "NOT_FOUND" } }] },
      {},
      { kind: "refused", code: "NOT_FOUND", message: "no such run" },
    ],
    [
      "an error that says when to come again",
      200,
      { errors: [{ message: "too much", extensions: { code: "OVERLOADED", retryAfterMs: 250 } }] },
      {},
      { kind: "busy", retryAfter: 250 },
    ],
    ["a proxy's error", 503, {}, { "retry-after": "2" }, { kind: "busy", retryAfter: 2000 }],
    [
      "a request for a token",
      401,
      {},
      {},
      { kind: "unauthorized", message: expect.stringContaining("RUNLEDGER_TOKEN") },
    ],
    [
      "a missing page",
      404,
      {},
      {},
      {
        kind: "protocol",
        message: expect.stringContaining("is this the address of a Runledger gateway?"),
      },
    ],
    [
      "data of another shape",
      200,
      { data: { hello: 1 } },
      {},
      { kind: "protocol", message: expect.stringContaining("hello: expected text, found 1") },
    ],
  ])("tells %s apart", async (_, status, body, headers, error) => {
    await expect(ask(json(status, body, headers))).rejects.toMatchObject(error);
  });

  it("tells a page that isn't JSON from a gateway", async () => {
    await expect(ask((_, response) => response.end("<html>"))).rejects.toMatchObject({
      kind: "protocol",
    });
  });

  it("says what to do where nobody answers", async () => {
    const client = new GatewayClient({
      endpoint: "http://127.0.0.1:1/graphql",
      token: undefined,
      timeout: 10_000,
    });
    await expect(client.request(hello, "you")).rejects.toMatchObject({
      kind: "unreachable",
      message: expect.stringMatching(
        /no gateway answers at http:\/\/127\.0\.0\.1:1\/graphql.*runledger serve/,
      ),
    });
  });

  it("tells an answer that breaks off", async () => {
    const answer = ask((_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("{", () => response.destroy());
    });
    await expect(answer).rejects.toMatchObject({ kind: "unreachable" });
  });
});
