import { openLedger, type Ledger } from "@runledger/ledger";
import { openStore } from "@runledger/store";
import { expect, onTestFinished, test } from "vitest";
import { GraphQLServer } from "../graphql/graphql-server.ts";
import { ResponseStream } from "../graphql/response-stream.ts";
import { defaultSettings } from "../settings/default-settings.ts";
import { storyRun as run, tell } from "../testing/story.ts";

/** A ledger that counts what it is asked. */
function counting(ledger: Ledger): { readonly ledger: Ledger; readonly asked: Map<string, number> } {
  const asked = new Map<string, number>();
  const counted = new Proxy(ledger, {
    get(target, name: string) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        asked.set(name, (asked.get(name) ?? 0) + 1);
        return Reflect.apply(member, target, args) as unknown;
      };
    },
  });
  return { ledger: counted, asked };
}

test("A list asks once for what its rows need", async () => {
  const store = await openStore("memory:");
  const open = openLedger({ store });
  onTestFinished(async () => {
    await open.close();
    await store.close();
  });
  const { ledger, asked } = counting(open);
  const graphql = new GraphQLServer({
    ledger,
    limits: defaultSettings(),
    server: { version: "0", limits: [] },
    log: (_id, _code, error) => {
      throw error;
    },
  });
  const send = async (query: string, variables: object): Promise<any> => {
    const prepared = await graphql.prepare(
      { query, variables: { ...variables } },
      { requestId: "1", signal: new AbortController().signal, streams: false },
    );
    const result = prepared.kind === "ready" ? await prepared.run() : prepared.result;
    if (result instanceof ResponseStream) throw new Error("No subscription was asked for.");
    return { errors: result.errors ?? [], data: result.data };
  };
  const rows = Array.from({ length: 200 }, (_, at) => ({ action: `t${at}`, phase: "RUNNING" }));
  await tell({ send }, [{ action: "a0", phase: "RUNNING" }, ...rows]);
  asked.clear();
  const { data, errors } = await send(
    `query ($run: RunIdentifierInput!) { run(run: $run) { actions(first: 500) { nodes {
      name attempts { attempt } errorInfo { message } run { name spec { queue } } parent { name attempts { phase } }
    } } } }`,
    { run },
  );
  expect(errors).toEqual([]);
  expect(data.run.actions.nodes).toHaveLength(201);
  expect(data.run.actions.nodes[200]).toMatchObject({
    attempts: [{ attempt: 1 }],
    run: { name: run.name },
    parent: { name: "a0", attempts: [{ phase: "RUNNING" }] },
  });
  expect(Object.fromEntries(asked)).toEqual({
    getRun: 1,
    listActions: 1,
    getActionsDetails: 1,
    getRunDetails: 1,
  });
});
