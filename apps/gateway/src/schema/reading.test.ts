import { describe, expect, test } from "vitest";
import { errorCodes } from "../errors/error-code.ts";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway.ts";
import { storyRun as run, tell } from "../testing/story.ts";

async function story(): Promise<TestGateway> {
  const gateway = await startTestGateway();
  await tell(gateway, [
    { action: "a0", phase: "RUNNING" },
    { action: "group", phase: "RUNNING" },
    { action: "one", phase: "RUNNING", parent: "group" },
    { action: "two", phase: "FAILED", parent: "group" },
    { action: "two", phase: "RUNNING", attempt: 2 },
    { action: "three", phase: "SUCCEEDED", parent: "group" },
  ]);
  return gateway;
}

describe("Reading", () => {
  test("gets a run with its tree, its attempts and its counts", async () => {
    const gateway = await story();
    const { data, errors } = await gateway.send(
      `query ($run: RunIdentifierInput!) { run(run: $run) {
        identifier { project domain name } phase revision settled declared
        phaseCounts { phase count }
        action { name terminal parent { name } children { totalCount nodes { name
          children(orderBy: {field: NAME}) { nodes { name phase status { attempts } parent { name } run { name }
            attempts { attempt phase } } } } } }
      } }`,
      { run },
    );
    expect(errors).toEqual([]);
    expect(data.run).toMatchObject({
      identifier: run,
      phase: "RUNNING",
      settled: false,
      declared: false,
      action: { name: "a0", terminal: false, parent: null },
    });
    expect(data.run.phaseCounts).toEqual([
      { phase: "RUNNING", count: 4 },
      { phase: "SUCCEEDED", count: 1 },
    ]);
    const [group] = data.run.action.children.nodes;
    expect(data.run.action.children.totalCount).toBe(1);
    expect(group.children.nodes).toEqual([
      expect.objectContaining({ name: "one", phase: "RUNNING", parent: { name: "group" } }),
      expect.objectContaining({ name: "three", phase: "SUCCEEDED", run: { name: run.name } }),
      expect.objectContaining({
        name: "two",
        status: { attempts: 2 },
        attempts: [
          { attempt: 1, phase: "FAILED" },
          { attempt: 2, phase: "RUNNING" },
        ],
      }),
    ]);
  });

  test("says null where there is no such thing", async () => {
    const gateway = await startTestGateway();
    const { data, errors } = await gateway.send(
      `query ($run: RunIdentifierInput!) {
        run(run: $run) { name }
        action(action: {run: $run, name: "x"}) { name }
        nodes(ids: ["UnVuOng=", "UnVuOmEvYi9j", "QWN0aW9uOmEvYi9jL2Q="]) { id }
      }`,
      { run },
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({ run: null, action: null, nodes: [null, null, null] });
  });

  test("finds everything again by its global id", async () => {
    const gateway = await startTestGateway();
    await tell(gateway, [{ action: "x/y: ü", phase: "RUNNING" }]);
    const { data } = await gateway.send(
      `query ($run: RunIdentifierInput!) { run(run: $run) { id actions { nodes { id name } } } }`,
      { run },
    );
    const ids = [data.run.id, ...data.run.actions.nodes.map(({ id }: { id: string }) => id)];
    const found = await gateway.send(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Run { name } ... on Action { name } } }`,
      { ids },
    );
    expect(found.data.nodes).toEqual([
      { __typename: "Run", id: ids[0], name: run.name },
      { __typename: "Action", id: ids[1], name: "a0" },
      { __typename: "Action", id: ids[2], name: "x/y: ü" },
    ]);
  });

  test.each([
    ['{ node(id: "x") { id } }', "BAD_INPUT", 'id is "x", which is no global id'],
    ['{ nodes(ids: ["UnVu"]) { id } }', "BAD_INPUT", 'id is "UnVu", which is no global id'],
    [
      "{ runs(last: 5) { nodes { name } } }",
      "GRAPHQL_VALIDATION_FAILED",
      "sort it the other way with orderBy",
    ],
    [
      '{ runs(first: 5, before: "x") { nodes { name } } }',
      "GRAPHQL_VALIDATION_FAILED",
      "sort it the other way with orderBy",
    ],
  ])("says of %s what to do instead", async (query, code, words) => {
    const gateway = await startTestGateway();
    const { errors } = await gateway.send(query);
    expect(errors).toMatchObject([
      { message: expect.stringContaining(words), extensions: { code } },
    ]);
  });

  test("tells every code that its errors may have", async () => {
    const gateway = await startTestGateway();
    const { data } = await gateway.send(
      "{ server { errorCodes { code status meaning wayOut details } } }",
    );
    expect(data.server.errorCodes).toEqual(
      Object.entries(errorCodes).map(([code, info]) => ({ code, details: null, ...info })),
    );
  });

  test("lists runs page by page, filtered and sorted", async () => {
    const gateway = await startTestGateway();
    for (const name of ["a", "b", "c", "d", "e"]) {
      await tell(gateway, [{ action: "a0", phase: name < "d" ? "RUNNING" : "FAILED" }], {
        ...run,
        name,
      });
    }
    const list = `query ($after: String, $filter: RunFilter) {
      runs(first: 2, after: $after, filter: $filter, orderBy: [{field: NAME, descending: true}]) {
        nodes { name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor }
      }
    }`;
    const names: string[] = [];
    let after: string | undefined;
    for (;;) {
      const { data, errors } = await gateway.send(list, { after });
      expect(errors).toEqual([]);
      const { nodes, pageInfo, edges } = data.runs;
      names.push(...nodes.map(({ name }: { name: string }) => name));
      expect(pageInfo.endCursor).toBe(edges.at(-1).cursor);
      expect(pageInfo.startCursor).toBe(edges[0].cursor);
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(names).toEqual(["e", "d", "c", "b", "a"]);
    const { data } = await gateway.send(list, {
      filter: {
        phases: ["FAILED"],
        name: { in: ["a", "d"] },
        createdTime: { from: "2020-01-01T00:00:00Z" },
      },
    });
    expect(data.runs.nodes).toEqual([{ name: "d" }]);
    const none = await gateway.send(list, {
      filter: { project: "docs", createdTime: { until: "2020-01-01T00:00:00Z" } },
    });
    expect(none.data.runs).toMatchObject({
      nodes: [],
      pageInfo: { hasNextPage: false, endCursor: null },
    });
  });

  test.each([
    [{ phases: ["SUCCEEDED"] }, ["three"]],
    [{ name: { containsIgnoringCase: "TW" } }, ["two"]],
    [{ parent: "group" }, ["one", "three", "two"]],
    [{ parent: "" }, ["a0"]],
    [{ name: { notIn: ["a0", "group"], endsWith: "e" } }, ["one", "three"]],
    [{ errorKinds: ["USER"] }, []],
    [{ endTime: { known: false }, parent: "group", phases: ["RUNNING"] }, ["one", "two"]],
  ])("lists the actions of %j", async (filter, expected) => {
    const gateway = await story();
    const { data, errors } = await gateway.send(
      `query ($run: RunIdentifierInput!, $filter: ActionFilter) {
        run(run: $run) { actions(filter: $filter, orderBy: {field: NAME}) { totalCount nodes { name } } }
      }`,
      { run, filter },
    );
    expect(errors).toEqual([]);
    expect(data.run.actions.nodes.map(({ name }: { name: string }) => name)).toEqual(expected);
    expect(data.run.actions.totalCount).toBe(expected.length);
  });

  test("lists what was reported, page by page, and from a revision on", async () => {
    const gateway = await story();
    const list = `query ($run: RunIdentifierInput!, $after: String, $afterRevision: Revision) {
      run(run: $run) { events(first: 3, after: $after, afterRevision: $afterRevision) {
        nodes { revision outcome event { id { name } phase } } pageInfo { hasNextPage endCursor }
      } }
    }`;
    const revisions: number[] = [];
    let after: string | undefined;
    for (;;) {
      const { data } = await gateway.send(list, { run, after });
      const { nodes, pageInfo } = data.run.events;
      revisions.push(...nodes.map(({ revision }: { revision: number }) => revision));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
    expect(revisions.length).toBeGreaterThanOrEqual(6);
    const middle = revisions[3];
    const { data } = await gateway.send(list, { run, afterRevision: middle });
    expect(data.run.events.nodes[0].revision).toBe(revisions[4]);
    const both = await gateway.send(list, { run, after, afterRevision: middle });
    expect(both.errors[0]?.extensions).toMatchObject({ code: "BAD_INPUT", field: "afterRevision" });
  });

  test("shows what was refused, and groups errors", async () => {
    const gateway = await story();
    await tell(gateway, [{ action: "three", phase: "FAILED" }]);
    await gateway.send(
      `mutation ($run: RunIdentifierInput!) { reportEvents(input: {reports: [{event: {id: {run: $run, name: "one"}, attempt: 1, phase: FAILED, error: {code: "OOMKilled", kind: SYSTEM, message: "Too much."}}}]}) { counts { count } } }`,
      { run },
    );
    const { data, errors } = await gateway.send(
      `query ($run: RunIdentifierInput!) {
        run(run: $run) { errorGroups { kind code count actions } quarantine { nodes { number rule { id } reportedPhase } } }
        errorGroups(project: "docs", domain: "development") { code count }
        quarantine(filter: {rule: "RL302", action: "three"}) { nodes { event { id { name } } message } }
        none: quarantine(filter: {rule: "RL301"}) { nodes { number } }
      }`,
      { run },
    );
    expect(errors).toEqual([]);
    expect(data.run.errorGroups).toContainEqual({
      kind: "SYSTEM",
      code: "OOMKilled",
      count: 1,
      actions: ["one"],
    });
    expect(data.errorGroups).toContainEqual({ code: "OOMKilled", count: 1 });
    expect(data.run.quarantine.nodes).toEqual([
      { number: 1, rule: { id: "RL302" }, reportedPhase: 6 },
    ]);
    expect(data.quarantine.nodes).toEqual([
      { event: { id: { name: "three" } }, message: expect.stringContaining("SUCCEEDED") },
    ]);
    expect(data.none.nodes).toEqual([]);
  });

  test("tells the lifecycles, the rules and itself", async () => {
    const gateway = await startTestGateway({ pageSize: 123 });
    const { data, errors } = await gateway.send(`{
      lifecycles { name subject initial { name } values { name } }
      lifecycle { name values { name protobufName number role terminal ends outcome retryable followedBy { name } reachable { name } } }
      rules { id name description wayOut }
      server { version limits { name flag environment value } }
    }`);
    expect(errors).toEqual([]);
    expect(data.lifecycles.map(({ name }: { name: string }) => name)).toEqual([
      "runledger.core.v1.ActionPhase",
      "runledger.core.v1.WorkflowExecution.Phase",
      "runledger.core.v1.NodeExecution.Phase",
      "runledger.core.v1.TaskExecution.Phase",
    ]);
    expect(data.lifecycle.values).toContainEqual({
      name: "RUNNING",
      protobufName: "ACTION_PHASE_RUNNING",
      number: 4,
      role: "ACTIVE",
      terminal: false,
      ends: null,
      outcome: null,
      retryable: true,
      followedBy: [
        { name: "SUCCEEDED" },
        { name: "FAILED" },
        { name: "ABORTED" },
        { name: "TIMED_OUT" },
      ],
      reachable: expect.arrayContaining([{ name: "SUCCEEDED" }]),
    });
    expect(data.lifecycle.values).toContainEqual(
      expect.objectContaining({
        name: "FAILED",
        terminal: true,
        ends: "ATTEMPT",
        outcome: "FAILURE",
      }),
    );
    expect(data.rules).toContainEqual(
      expect.objectContaining({ id: "RL301", name: "illegal-transition" }),
    );
    expect(data.server.limits).toContainEqual({
      name: "pageSize",
      flag: "--page-size",
      environment: "RUNLEDGER_PAGE_SIZE",
      value: 123,
    });
  });
});
