import { once } from "node:events";
import { type Client, CloseCode } from "graphql-ws";
import { describe, expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { cuttingProxy } from "../testing/cutting-proxy.ts";
import { socketClient } from "../testing/socket-client.ts";
import { startTestGateway } from "../testing/start-test-gateway.ts";
import { storyRun as run, tell } from "../testing/story.ts";

const watch = `subscription ($run: RunIdentifierInput!, $afterRevision: Revision) {
  runActions(run: $run, afterRevision: $afterRevision) {
    __typename
    ... on ActionsSnapshot { actions { action { name phase } } }
    ... on SnapshotComplete { revision }
    ... on ActionsChanged { revision actions { action { name phase } } }
    ... on RunSettled { revision phase }
  }
}`;

/** Opens a bare WebSocket that speaks the subprotocol. */
async function rawSocket(url: string, headers: Record<string, string> = {}): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws", {
    headers,
  });
  onTestFinished(() => socket.terminate());
  await once(socket, "open");
  return socket;
}

describe("WebSocket", () => {
  test("carries a watch from its snapshot to its end", async () => {
    const gateway = await startTestGateway();
    await tell(gateway, [{ action: "a0", phase: "RUNNING" }]);
    const frames: any[] = [];
    for await (const { data } of socketClient(gateway.url).iterate<any>({
      query: watch,
      variables: { run },
    })) {
      frames.push(data?.runActions);
      if (data?.runActions.__typename === "SnapshotComplete") {
        await tell(gateway, [{ action: "a0", phase: "SUCCEEDED" }]);
      }
    }
    expect(frames.map(({ __typename }) => __typename)).toEqual([
      "ActionsSnapshot",
      "SnapshotComplete",
      "ActionsChanged",
      "RunSettled",
    ]);
    expect(frames[2].actions).toEqual([{ action: { name: "a0", phase: "SUCCEEDED" } }]);
  });

  test("resumes by the argument, where the last frame said", async () => {
    const gateway = await startTestGateway();
    const proxy = await cuttingProxy(gateway.url);
    await tell(gateway, [
      { action: "a0", phase: "RUNNING" },
      { action: "t", phase: "RUNNING" },
    ]);
    let afterRevision: number | undefined;
    const first = socketClient(proxy.url).iterate<any>({ query: watch, variables: { run } });
    for (;;) {
      const { value } = await first.next();
      if (value.data.runActions.__typename !== "SnapshotComplete") continue;
      afterRevision = value.data.runActions.revision;
      expect(value.extensions).toEqual({ cursor: `r${afterRevision}` });
      break;
    }
    proxy.cut();
    await expect(first.next()).rejects.toMatchObject({ code: 1006 });
    await tell(gateway, [
      { action: "t", phase: "SUCCEEDED" },
      { action: "a0", phase: "SUCCEEDED" },
    ]);
    const types: string[] = [];
    const names: string[] = [];
    for await (const { data } of socketClient(gateway.url).iterate<any>({
      query: watch,
      variables: { run, afterRevision },
    })) {
      types.push(data.runActions.__typename);
      names.push(...(data.runActions.actions ?? []).map(({ action }: any) => action.name));
    }
    expect(types).toEqual(["ActionsChanged", "RunSettled"]);
    expect(names).toEqual(["a0", "t"]);
  });

  test("carries queries and mutations, and their errors", async () => {
    const gateway = await startTestGateway();
    const client = socketClient(gateway.url);
    const created = await client
      .iterate<any>({
        query: `mutation { createRun(input: {project: "p", domain: "d", name: "r"}) { outcome } }`,
      })
      .next();
    expect(created.value.data.createRun.outcome).toBe("CREATED");
    const wrong = client.iterate({ query: "{ nothing }" });
    await expect(wrong.next()).rejects.toMatchObject([
      { extensions: { code: "GRAPHQL_VALIDATION_FAILED" } },
    ]);
    const absent = await client.iterate<any>({ query: watch, variables: { run } }).next();
    expect(absent.value.errors).toMatchObject([{ extensions: { code: "NOT_FOUND" } }]);
    expect(JSON.stringify(absent.value)).not.toContain("status");
  });

  test("frees what a subscription holds when it is completed, or its connection is gone", async () => {
    const gateway = await startTestGateway({ openWatches: 1 });
    await tell(gateway, [{ action: "a0", phase: "RUNNING" }]);
    // One that keeps its connection while it has no subscriptions.
    const client = socketClient(gateway.url, { lazy: false });
    // With room for one watch, each can only begin once the one before has let go.
    for (let round = 0; round < 5; round++) {
      const frames = await firstFrame(client);
      await frames.return?.();
    }
    const gone = socketClient(gateway.url);
    await firstFrame(gone);
    gone.terminate();
    const last = await firstFrame(client);
    expect((await last.next()).value.data.runActions.__typename).toBe("SnapshotComplete");
  });

  test("takes so many subscriptions over one connection, and no more", async () => {
    const gateway = await startTestGateway({ subscriptionsPerConnection: 2 });
    await tell(gateway, [{ action: "a0", phase: "RUNNING" }]);
    const client = socketClient(gateway.url, { lazy: false });
    const open = [1, 2].map(() => client.iterate<any>({ query: watch, variables: { run } }));
    await Promise.all(open.map((frames) => frames.next()));
    const third = client.iterate<any>({ query: watch, variables: { run } });
    await expect(third.next()).rejects.toMatchObject([
      {
        extensions: {
          code: "LIMIT_EXCEEDED",
          limit: {
            name: "subscriptionsPerConnection",
            value: 2,
            actual: 3,
            flag: "--subscriptions-per-connection",
            environment: "RUNLEDGER_SUBSCRIPTIONS_PER_CONNECTION",
          },
        },
      },
    ]);
  });

  test("closes with 1009 on a message that is too long", async () => {
    const gateway = await startTestGateway({ requestBytes: 1024 });
    const socket = await rawSocket(gateway.url);
    socket.send("x".repeat(2000));
    expect((await once(socket, "close"))[0]).toBe(1009);
  });

  test("closes on a client that doesn't begin, and on one that speaks another protocol", async () => {
    const gateway = await startTestGateway({ headersTimeout: 100 });
    const silent = await rawSocket(gateway.url);
    expect((await once(silent, "close"))[0]).toBe(CloseCode.ConnectionInitialisationTimeout);
    const other = new WebSocket(`${gateway.url.replace("http", "ws")}/graphql`);
    expect((await once(other, "close"))[0]).toBe(CloseCode.SubprotocolNotAcceptable);
  });

  test("cuts a client that is gone, and keeps one that answers", async () => {
    const gateway = await startTestGateway({ heartbeatInterval: 50 });
    const gone = await rawSocket(gateway.url);
    // A client whose machine is gone answers nothing, not even a ping.
    gone.pong = () => undefined;
    (gone as unknown as { _autoPong: boolean })._autoPong = false;
    const alive = await rawSocket(gateway.url);
    let pings = 0;
    const pinged = new Promise<void>((resolve) => {
      alive.on("ping", () => {
        pings++;
        if (pings === 4) resolve();
      });
    });
    alive.send(JSON.stringify({ type: "connection_init" }));
    gone.send(JSON.stringify({ type: "connection_init" }));
    expect((await once(gone, "close"))[0]).toBe(1006);
    await pinged;
    expect(alive.readyState).toBe(WebSocket.OPEN);
  });

  test("tells why it ends when the gateway is stopped", async () => {
    const gateway = await startTestGateway();
    await tell(gateway, [{ action: "a0", phase: "RUNNING" }]);
    const frames = socketClient(gateway.url).iterate<any>({ query: watch, variables: { run } });
    await frames.next();
    await frames.next();
    const idle = await rawSocket(gateway.url);
    const closed = once(idle, "close");
    void gateway.close();
    const { value } = await frames.next();
    expect(value.errors).toMatchObject([{ extensions: { code: "CLOSING" } }]);
    expect((await frames.next()).done).toBe(true);
    const [code, reason] = await closed;
    expect([code, String(reason)]).toEqual([1001, "The gateway is being stopped."]);
  });
});

/** Begins to watch, again and again for as long as there is no room, until the first frame has come. */
async function firstFrame(client: Client): Promise<AsyncIterableIterator<any>> {
  for (;;) {
    const frames = client.iterate<any>({ query: watch, variables: { run } });
    const { value } = await frames.next();
    if (value.errors === undefined) {
      expect(value.data.runActions.__typename).toBe("ActionsSnapshot");
      return frames;
    }
    expect(value.errors[0].extensions.limit.name).toBe("openWatches");
  }
}
