import { expect, test } from "vitest";
import { GraphQLServer } from "./graphql-server.ts";
import { defaultSettings } from "../settings/default-settings.ts";
import { brokenLedger } from "../testing/broken-ledger.ts";

test.each([
  ["before it begins", (controller: AbortController) => controller.abort()],
  ["while it waits", (controller: AbortController) => void setImmediate(() => controller.abort())],
])(
  "An operation whose client goes away %s is let go, and is nothing for the log",
  async (_, leave) => {
    const logged: unknown[] = [];
    const graphql = new GraphQLServer({
      ledger: brokenLedger(() => new Promise(() => undefined)),
      limits: defaultSettings(),
      server: { version: "0.0.0", limits: [] },
      log: (...entry) => logged.push(entry),
    });
    const controller = new AbortController();
    const { signal } = controller;
    const prepared = await graphql.prepare(
      { query: "{ runs { nodes { name } } }" },
      { requestId: "1", signal, streams: false },
    );
    leave(controller);
    const result = prepared.kind === "ready" ? await prepared.run() : prepared.result;
    expect(result).toMatchObject({ errors: [{ extensions: { code: "BAD_REQUEST" } }] });
    expect(logged).toEqual([]);
  },
);
