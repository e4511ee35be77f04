import { expect, test } from "vitest";
import { ResponseStream } from "../graphql/response-stream.ts";
import { countingLedger } from "../testing/counting-ledger.ts";
import { openGraphQL } from "../testing/open-graphql.ts";
import { storyRun as run, tell } from "../testing/story.ts";

test("A list asks once for what its rows need", async () => {
  const asked = new Map<string, number>();
  const graphql = await openGraphQL({}, (ledger) => countingLedger(ledger, asked));
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
