import { createClient as createSseClient } from "graphql-sse";
import { createClient as createWsClient } from "graphql-ws";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { startTestGateway } from "../../testing/start-test-gateway.ts";
import { storyRun as run, tell } from "../../testing/story.ts";

const query = `subscription ($run: RunIdentifierInput!, $window: WindowInput, $filter: ActionsFilter) {
  runWindow(run: $run, window: $window, filter: $filter) {
    __typename
    ... on ActionsWindow {
      revision firstRow totalRows shown total anchorRow digest
      above { name } rows { name depth hasChildren expanded } actions { action { name phase } }
    }
    ... on RunSettled { revision phase }
  }
}`;

type Iterate = (variables: object) => AsyncIterableIterator<any>;

describe.each(["SSE", "WebSocket"])("A window over %s", (transport) => {
  test("is shown, follows the run, is moved, and ends with it", async () => {
    const gateway = await startTestGateway();
    const names = ["a0", "t", "u", "v"];
    await tell(
      gateway,
      names.map((action) => ({ action, phase: "RUNNING" })),
    );
    const url = `${gateway.url}/graphql`;
    const client =
      transport === "SSE"
        ? createSseClient({ url, retryAttempts: 0 })
        : createWsClient({ url: url.replace("http", "ws"), webSocketImpl: WebSocket });
    const iterate: Iterate = (variables) =>
      client.iterate({ query, variables: { run, ...variables } });
    const shown = async (frames: AsyncIterator<any>) => {
      const { value } = await frames.next();
      expect(value.errors).toBeUndefined();
      return value.data.runWindow;
    };

    const first = iterate({ window: { after: 2, orderBy: { field: "NAME" } } });
    expect(await shown(first)).toMatchObject({
      firstRow: 0,
      totalRows: 4,
      shown: 4,
      rows: [
        { name: "a0", depth: 0, hasChildren: true, expanded: true },
        { name: "t", depth: 1, hasChildren: false, expanded: false },
      ],
    });
    await tell(gateway, [{ action: "t", phase: "SUCCEEDED" }]);
    const { actions, revision } = await shown(first);
    expect(actions).toEqual([
      { action: { name: "a0", phase: "RUNNING" } },
      { action: { name: "t", phase: "SUCCEEDED" } },
    ]);

    const held = { revision, actions: ["a0", "t"] };
    const second = iterate({ window: { row: 2, after: 1, held } });
    const moved = await shown(second);
    expect(moved).toMatchObject({ firstRow: 2, above: [{ name: "a0" }], rows: [{ name: "u" }] });
    expect(moved.actions.map(({ action }: any) => action.name)).toEqual(["u"]);
    await first.return?.();

    await tell(
      gateway,
      ["u", "v", "a0"].map((action) => ({ action, phase: "SUCCEEDED" })),
    );
    let last = await shown(second);
    while (last.__typename !== "RunSettled") last = await shown(second);
    expect(last).toMatchObject({ phase: "SUCCEEDED" });
    expect(await second.next()).toMatchObject({ done: true });
    await client.dispose();
  });

  test.each([
    [{ row: 1, action: "t" }, "BAD_INPUT"],
    [{ after: 100_000 }, "LIMIT_EXCEEDED"],
    [{ held: { revision: 77, actions: [] } }, "UNKNOWN_REVISION"],
  ])("refuses %j", async (window, code) => {
    const gateway = await startTestGateway();
    await tell(gateway, [{ action: "a0", phase: "RUNNING" }]);
    const client = createSseClient({ url: `${gateway.url}/graphql`, retryAttempts: 0 });
    const { value } = await client.iterate<any>({ query, variables: { run, window } }).next();
    expect(value.errors[0].extensions.code).toBe(code);
    client.dispose();
  });
});
