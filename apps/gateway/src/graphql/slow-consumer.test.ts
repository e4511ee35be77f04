import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { memoryInUse } from "../testing/memory-in-use.ts";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway.ts";
import { storyRun as run, tell } from "../testing/story.ts";

const actions = 60;
const rounds = 100;

/** Some twelve kilobytes for each action, so that what isn't read is much more than the system's own buffers hold. */
const aliases = Array.from({ length: 50 }, (_, at) => `a${at}: funtionName`).join(" ");
const query = `subscription ($run: RunIdentifierInput!) {
  runActions(run: $run) {
    __typename
    ... on ActionsSnapshot { actions { action { name phase metadata { ${aliases} } } } }
    ... on ActionsChanged { actions { action { name phase status { attempts } metadata { ${aliases} } } } }
  }
}`;

/**
 * Changes every action again and again, to its end. Each round would be a frame for whoever reads at once.
 *
 * @returns How many bytes more the process holds at the end than when the system's buffers were full.
 */
async function change(gateway: TestGateway): Promise<number> {
  let before = 0;
  for (let round = 1; round <= rounds; round++) {
    if (round === rounds / 5) before = memoryInUse();
    const phase = round === rounds ? "SUCCEEDED" : "RUNNING";
    const told = Array.from({ length: actions }, (_, at) => ({
      action: `t${at}`,
      phase,
      version: round,
    }));
    await tell(gateway, told);
  }
  await tell(gateway, [{ action: "a0", phase: "SUCCEEDED" }]);
  return memoryInUse() - before;
}

const all = actions * rounds * 12_000;

describe("A consumer that doesn't read", { timeout: 60_000 }, () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await startTestGateway();
    await tell(gateway, [{ action: "a0", phase: "RUNNING" }]);
    const { errors } = await gateway.send(
      `mutation ($run: RunIdentifierInput!, $actions: [ActionDeclarationInput!]!) {
        declareActions(input: {run: $run, actions: $actions}) { results { outcome } }
      }`,
      {
        run,
        actions: Array.from({ length: actions }, (_, at) => ({
          name: `t${at}`,
          metadata: { funtionName: "f".repeat(240), maxAttempts: 1000 },
        })),
      },
    );
    if (errors.length > 0) throw new Error(errors[0]?.message);
  });

  test("over server-sent events costs no memory, and misses no end", async () => {
    const socket = await openEvents(gateway);
    await once(socket, "readable");
    expect(await change(gateway)).toBeLessThan(all / 10);
    let text = "";
    for await (const chunk of socket.setEncoding("utf8")) text += chunk as string;
    expect(text.length).toBeLessThan(all / 2);
    expectEnds(
      [...text.matchAll(/^data: (\{.*\})\r?$/gm)].map(([, data = ""]) => JSON.parse(data)),
    );
  });

  test("over WebSocket costs no memory, and misses no end", async () => {
    const socket = new WebSocket(
      `${gateway.url.replace("http", "ws")}/graphql`,
      "graphql-transport-ws",
    );
    onTestFinished(() => socket.terminate());
    await once(socket, "open");
    const messages: any[] = [];
    const done = new Promise<void>((resolve) => {
      socket.on("message", (data) => {
        const message = JSON.parse((data as Buffer).toString());
        if (message.type === "next") messages.push(message.payload);
        if (message.type === "complete") resolve();
      });
    });
    socket.send(JSON.stringify({ type: "connection_init" }));
    await once(socket, "message");
    socket.send(
      JSON.stringify({ id: "1", type: "subscribe", payload: { query, variables: { run } } }),
    );
    await once(socket, "message");
    socket.pause();
    expect(await change(gateway)).toBeLessThan(all / 10);
    socket.resume();
    await done;
    expectEnds(messages);
  });
});

/** Every action's last phase has come, and passing ones were left out. */
function expectEnds(results: readonly any[]): void {
  const last = new Map<string, string>();
  let count = 0;
  for (const { data } of results) {
    for (const { action } of data.runActions.actions ?? []) {
      last.set(action.name, action.phase);
      count++;
    }
  }
  expect(results.at(-1).data.runActions.__typename).toBe("RunSettled");
  expect([...last.values()]).toEqual(Array.from({ length: actions + 1 }, () => "SUCCEEDED"));
  expect(count).toBeLessThan((actions * rounds) / 2);
}

async function openEvents(gateway: TestGateway): Promise<Socket> {
  const socket = connect(gateway.port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  const body = JSON.stringify({ query, variables: { run } });
  socket.write(
    [
      "POST /graphql HTTP/1.1",
      "host: localhost",
      "connection: close",
      "accept: text/event-stream",
      "content-type: application/json",
      `content-length: ${Buffer.byteLength(body)}`,
      "",
      body,
    ].join("\r\n"),
  );
  return socket;
}
