import { once } from "node:events";
import { Writable } from "node:stream";
import { pino } from "pino";
import { expect, test } from "vitest";
import { OnePort } from "./http/one-port.ts";
import { defaultSettings } from "./settings/default-settings.ts";
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
  const port = new OnePort(defaultSettings(), undefined, () => undefined);
  port.server.listen(0, "127.0.0.1");
  await once(port.server, "listening");
  const logged: string[] = [];
  const stream = new Writable({
    write(line: Buffer, _encoding, done) {
      logged.push(JSON.parse(line.toString()).msg);
      done();
    },
  });
  const open = {
    port,
    webSockets: { close: async () => undefined, terminate: () => undefined },
    ledger: { close: closeLedger },
    store: { close: closeStore },
    retention: { stop: async () => undefined },
    logger: pino(stream),
  } as unknown as OpenGateway;
  await closeGateway(open, 100);
  expect(logged.filter((message) => !message.includes("are cut"))).toEqual(expected);
  expect(port.server.listening).toBe(false);
});
