import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { serve } from "../testing/serve.ts";
import { systemClock } from "../command/clock.ts";
import type { Operation } from "./gateway-client.ts";
import { subscribe } from "./subscribe.ts";

const count: Operation<undefined, number> = {
  document: "subscription { count }",
  variables: () => ({}),
  read: (data) => data.get("count").number(0, 100),
};

/** Subscribes to a server that writes as given. @returns what came, and the error that ended it, if one did */
async function listen(
  write: (response: ServerResponse) => void,
  contentType = "text/event-stream",
): Promise<{ came: number[]; error?: unknown }> {
  const endpoint = await serve((_, response) => {
    response.writeHead(200, { "content-type": contentType });
    write(response);
  });
  const came: number[] = [];
  const { signal } = new AbortController();
  try {
    for await (const value of subscribe(
      { endpoint, token: undefined, timeout: 10_000 },
      count,
      undefined,
      { clock: systemClock, signal },
    )) {
      came.push(value);
    }
    return { came };
  } catch (error) {
    return { came, error };
  }
}

const next = (value: number): string =>
  `event: next\nid: ${value}\ndata: {"data":{"count":${value}}}\n\n`;
const complete = "event: complete\ndata:\n\n";

describe("subscribe", () => {
  it("gives what is sent, over heartbeats and cuts through the bytes, until it is complete", async () => {
    const bytes = Buffer.from(`:\n\n${next(1)}: heartbeat ☃\n\n${next(2)}${complete}${next(3)}`);
    const { came, error } = await listen((response) => {
      for (let at = 0; at < bytes.length; at += 7) response.write(bytes.subarray(at, at + 7));
      response.end();
    });
    expect(error).toBeUndefined();
    expect(came).toEqual([1, 2]);
  });

  it("takes an end without word of being complete for a cut", async () => {
    const { came, error } = await listen((response) => response.end(next(1)));
    expect(came).toEqual([1]);
    expect(error).toMatchObject({ kind: "unreachable" });
  });

  it("tells a connection that breaks", async () => {
    const { came, error } = await listen((response) =>
      response.write(next(1), () => response.destroy()),
    );
    expect(came).toEqual([1]);
    expect(error).toMatchObject({ kind: "unreachable", mayPass: true });
  });

  it("throws what the gateway says went wrong", async () => {
    const closing = { errors: [{ message: "the gateway stops", extensions: { code: "CLOSING" } }] };
    const { came, error } = await listen((response) =>
      response.end(`${next(1)}event: next\ndata: ${JSON.stringify(closing)}\n\n`),
    );
    expect(came).toEqual([1]);
    expect(error).toMatchObject({ kind: "busy", code: "CLOSING", mayPass: true });
  });

  it("reads a plain answer where the request itself was wrong", async () => {
    const refusal = {
      errors: [{ message: "no such field", extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }],
    };
    const { error } = await listen(
      (response) => response.end(JSON.stringify(refusal)),
      "application/json",
    );
    expect(error).toMatchObject({ kind: "refused", message: "no such field" });
  });
});
