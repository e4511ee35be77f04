import { once } from "node:events";
import { type AddressInfo, type Socket, connect, createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { Network } from "./network.ts";

/** Opens a network in front of a server that says everything back. */
async function echo(): Promise<{ readonly network: Network; readonly port: number }> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.pipe(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const network = new Network();
  onTestFinished(async () => {
    await network.close();
    server.close();
  });
  const to = { to: "gateway 0", port: (server.address() as AddressInfo).port };
  return { network, port: await network.open("writer 0", () => to) };
}

/** Connects, and waits until something has gone through and back. */
async function open(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  onTestFinished(() => void socket.destroy());
  socket.write("hello");
  await once(socket, "data");
  return socket;
}

/** Collects what comes until there are so many bytes. */
async function read(socket: Socket, length: number): Promise<string> {
  let text = "";
  while (text.length < length) {
    const [chunk] = (await once(socket, "data")) as [Buffer];
    text += chunk.toString();
  }
  return text;
}

test("what was held comes when it is let go, whole and in order", async () => {
  const { network, port } = await echo();
  const socket = await open(port);
  const end = network.begin(() => true, { held: true });
  const said = Array.from({ length: 1000 }, (_, index) => `${index};`).join("");
  socket.write(said);
  let hasCome = false;
  socket.once("data", () => (hasCome = true));
  const other = await echo();
  await open(other.port);
  expect(hasCome).toBe(false);
  const all = read(socket, said.length);
  end();
  expect(await all).toBe(said);
});

test("nothing overtakes where the delay changes", async () => {
  const { network, port } = await echo();
  const socket = await open(port);
  const said = Array.from({ length: 200 }, (_, index) => `${index};`);
  const all = read(socket, said.join("").length);
  for (const [index, each] of said.entries()) {
    const end = network.begin(() => true, { delay: (index * 7) % 11 });
    socket.write(each);
    await new Promise(setImmediate);
    end();
  }
  expect(await all).toBe(said.join(""));
});

test("a cut is a reset; of a half-open connection nothing is heard", async () => {
  const { network, port } = await echo();
  const [cut, left] = [await open(port), await open(port)];
  let isFirst = true;
  // `once` of events would take the reset for a failure of its own.
  const closed = new Promise((resolve) => cut.once("close", resolve));
  network.each(
    ({ from }) => from === "writer 0",
    (link) => {
      if (isFirst) link.cut();
      else link.halfOpen();
      isFirst = false;
    },
  );
  await closed;
  left.write("is anybody there?");
  await open((await echo()).port);
  expect(left.destroyed).toBe(false);
});
