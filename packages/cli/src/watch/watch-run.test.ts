import type { ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { ActionDigest } from "@runledger/state";
import { describe, expect, it } from "vitest";
import { GatewayClient } from "../client/gateway-client.ts";
import { serve } from "../testing/serve.ts";
import { ShownTree } from "./shown-tree.ts";
import { type WatchEvent, watchRun } from "./watch-run.ts";

type Connection = (response: ServerResponse) => void;

/** Watches a run at a server that treats one connection after the other as given. */
async function watch(...connections: Connection[]) {
  const asked: unknown[] = [];
  const endpoint = await serve(async (request, response) => {
    const { variables } = JSON.parse(await text(request)) as {
      variables: { afterRevision?: number };
    };
    asked.push(variables.afterRevision);
    response.writeHead(200, { "content-type": "text/event-stream" });
    connections[asked.length - 1]?.(response);
  });
  const client = new GatewayClient({ endpoint, token: undefined, timeout: 10_000 });
  const run = { project: "p", domain: "d", name: "r" };
  const clock = { now: () => 0, sleep: awakeAtOnce };
  const options = {
    clock,
    random: () => 0,
    giveUpAfter: 1000,
    signal: new AbortController().signal,
  };
  const events: WatchEvent[] = [];
  const tree = new ShownTree();
  for await (const event of watchRun(client, { run }, options)) {
    events.push(event);
    tree.apply(event);
  }
  return { asked, kinds: events.map(({ kind }) => kind), tree };
}

/** Is awake at once where a wait before another try is meant, and never where a silence is. */
function awakeAtOnce(milliseconds: number): Promise<void> {
  return milliseconds < 10_000 ? Promise.resolve() : new Promise(() => {});
}

function frame(body: object): string {
  return `event: next\ndata: ${JSON.stringify({ data: { runActions: body } })}\n\n`;
}

function action(name: string, phase: string, revision: number, meetsFilter = true): object {
  return {
    meetsFilter,
    childrenPhaseCounts: [],
    action: {
      name,
      phase,
      metadata: { parent: name === "a0" ? "" : "a0", task: { shortName: `task ${name}` } },
      status: { attempts: 1, revision },
    },
  };
}

/** What a watcher holds: the revision of each action. */
type Held = Readonly<Record<string, number>>;

function digested(held: Held): object {
  const digest = new ActionDigest();
  for (const [name, revision] of Object.entries(held)) digest.add(name, revision);
  return { shown: digest.count, digest: String(digest) };
}

const snapshot = (...actions: object[]): string =>
  frame({ __typename: "ActionsSnapshot", actions });
const complete = (revision: number, held: Held): string =>
  frame({ __typename: "SnapshotComplete", revision, total: 9, ...digested(held) });
/** Without what is held then: more frames of the step follow. */
const changed = (revision: number, held: Held | undefined, ...actions: object[]): string =>
  frame({ __typename: "ActionsChanged", revision, actions, ...digested(held ?? {}) });
const settled = (revision: number): string =>
  frame({ __typename: "RunSettled", revision, phase: "SUCCEEDED" });

const cutAfter =
  (words: string): Connection =>
  (response) =>
    response.write(words, () => response.destroy());
const endAfter =
  (words: string): Connection =>
  (response) =>
    response.end(`${words}event: complete\ndata:\n\n`);

describe("watchRun", () => {
  it("goes on behind the last revision that it was given, as often as it is cut", async () => {
    const { asked, kinds, tree } = await watch(
      cutAfter(
        snapshot(action("a0", "RUNNING", 3), action("b", "QUEUED", 5)) +
          complete(5, { a0: 3, b: 5 }) +
          changed(7, { a0: 3, b: 7 }, action("b", "RUNNING", 7)),
      ),
      // Cut between two frames of one step: only its end can be resumed from, so nothing of it is told.
      cutAfter(changed(0, undefined, action("c", "FAILED", 8))),
      endAfter(changed(9, { a0: 3, b: 9 }, action("b", "SUCCEEDED", 9)) + settled(9)),
    );
    expect(asked).toEqual([undefined, 7, 7]);
    expect(kinds).toEqual(["snapshot", "complete", "changed", "changed", "settled"]);
    expect([...tree.actions.keys()]).toEqual(["a0", "b"]);
    expect(tree.actions.get("b")).toMatchObject({ phase: "SUCCEEDED", label: "task b" });
    expect(tree.revision).toBe(9);
  });

  it("tells a step of several frames once it is whole", async () => {
    const { kinds, tree } = await watch(
      endAfter(
        snapshot(action("a0", "RUNNING", 1)) +
          complete(1, { a0: 1 }) +
          changed(0, undefined, action("b", "RUNNING", 2)) +
          changed(0, undefined, action("c", "RUNNING", 3)) +
          changed(4, { a0: 1, b: 2, c: 3, d: 4 }, action("d", "RUNNING", 4)) +
          settled(5),
      ),
    );
    expect(kinds).toEqual(["snapshot", "complete", "changed", "changed", "changed", "settled"]);
    expect([...tree.actions.keys()]).toEqual(["a0", "b", "c", "d"]);
  });

  it("starts anew where a snapshot was cut, and says so", async () => {
    const { asked, kinds, tree } = await watch(
      cutAfter(snapshot(action("a0", "RUNNING", 1), action("gone", "QUEUED", 1))),
      endAfter(snapshot(action("a0", "SUCCEEDED", 2)) + complete(2, { a0: 2 }) + settled(2)),
    );
    expect(asked).toEqual([undefined, undefined]);
    expect(kinds).toEqual(["snapshot", "restarted", "snapshot", "complete", "settled"]);
    expect([...tree.actions.keys()]).toEqual(["a0"]);
  });

  it("withdraws what is not to be shown any more", async () => {
    const { tree } = await watch(
      endAfter(
        snapshot(action("a0", "RUNNING", 1), action("b", "RUNNING", 1)) +
          complete(1, { a0: 1, b: 1 }) +
          changed(2, { a0: 1 }, action("b", "SUCCEEDED", 2, false)) +
          settled(2),
      ),
    );
    expect([...tree.actions.keys()]).toEqual(["a0"]);
  });

  it.each([
    { what: "that was lost", held: { a0: 1, b: 2, c: 2 } },
    { what: "that came in another state", held: { a0: 1, b: 3 } },
    { what: "too many", held: { a0: 1 } },
  ])("starts anew where there is an action $what, as the digest shows", async ({ held }) => {
    const { asked, kinds, tree } = await watch(
      endAfter(
        snapshot(action("a0", "RUNNING", 1)) +
          complete(1, { a0: 1 }) +
          changed(3, held, action("b", "RUNNING", 2)) +
          settled(3),
      ),
      endAfter(snapshot(action("a0", "RUNNING", 1)) + complete(3, { a0: 1 }) + settled(3)),
    );
    expect(asked).toEqual([undefined, undefined]);
    expect(kinds).toEqual(["snapshot", "complete", "restarted", "snapshot", "complete", "settled"]);
    expect([...tree.actions.keys()]).toEqual(["a0"]);
  });

  it("does not try again what the gateway refuses", async () => {
    const refusal = { errors: [{ message: "no such run", extensions: { code: "NOT_FOUND" } }] };
    await expect(
      watch((response) => response.end(`event: next\ndata: ${JSON.stringify(refusal)}\n\n`)),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
