import { once } from "node:events";
import { createServer } from "node:http";
import { Writable } from "node:stream";
import { pino } from "pino";
import { expect, test } from "vitest";
import { closeGateway, type OpenGateway } from "./close-gateway.ts";

const never = (): Promise<never> => new Promise(() => undefined);

test.each([
  ["nothing hangs", async () => undefined, async () => undefined, ["Stopping.", "Stopped."]],
  [
    "the ledger can't write",
    never,
    async () => undefined,
    ["Stopping.", expect.stringContaining("still writing"), "Stopped."],
  ],
  [
    "the database can't be closed",
    async () => undefined,
    never,
    ["Stopping.", "The database could not be closed.", "Stopped."],
  ],
])("A gateway comes to its end where %s", async (_, closeLedger, closeStore, expected) => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const logged: string[] = [];
  const stream = new Writable({
    write(line: Buffer, _encoding, done) {
      logged.push(JSON.parse(line.toString()).msg);
      done();
    },
  });
  const open = {
    server,
    webSockets: { close: async () => undefined, terminate: () => undefined },
    ledger: { close: closeLedger },
    store: { close: closeStore },
    logger: pino(stream),
  } as unknown as OpenGateway;
  await closeGateway(open, 100);
  expect(logged.filter((message) => !message.includes("are cut"))).toEqual(expected);
  expect(server.listening).toBe(false);
});
