import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createClient, type Interceptor } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { IdentityService } from "@runledger/proto/flyteidl2/auth";
import { Filter_Function } from "@runledger/proto/flyteidl2/common";
import { TaskService } from "@runledger/proto/flyteidl2/task";
import { RunService, TrackedRunService } from "@runledger/proto/flyteidl2/workflow";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../../scripts/testing/temporary-folder.ts";
import { startTestGateway } from "../../testing/start-test-gateway.ts";

const tokens = {
  "ada@example.com": "the-token-of-ada-lovelace",
  bob: "the-token-of-bob-builder",
  "": "a-token-of-anybody-at-all",
};

async function open() {
  const authTokenFile = join(temporaryFolder(), "tokens");
  const lines = Object.entries(tokens).map(([name, token]) => `${name} ${token}`);
  writeFileSync(authTokenFile, `# who, and the token\n${lines.join("\n")}\n`);
  const { url } = await startTestGateway({ authTokenFile });
  const as = (name: keyof typeof tokens) => {
    const authorize: Interceptor = (next) => (request) => {
      request.header.set("authorization", `Bearer ${tokens[name]}`);
      return next(request);
    };
    return createConnectTransport({ baseUrl: url, httpVersion: "1.1", interceptors: [authorize] });
  };
  return { as, url };
}

test("a token that has a name says who asks, over Connect and over REST", async () => {
  const { as, url } = await open();
  const subjectOf = async (name: keyof typeof tokens) =>
    (await createClient(IdentityService, as(name)).userInfo({})).subject;
  expect(await subjectOf("ada@example.com")).toBe("ada@example.com");
  expect(await subjectOf("bob")).toBe("bob");
  expect(await subjectOf("")).toBe("anonymous");
  const headers = { authorization: `Bearer ${tokens.bob}` };
  expect(await (await fetch(`${url}/me`, { headers })).json()).toMatchObject({ subject: "bob" });
});

test("runs and tasks say who created them, so that everybody finds their own", async () => {
  const { as } = await open();
  const task = { case: "taskSpec", value: { shortName: "t" } } as const;
  for (const [name, run] of [
    ["ada@example.com", "hers"],
    ["bob", "his"],
    ["", "nobodys"],
  ] as const) {
    const id = { project: "p", domain: "d", name: run };
    await createClient(RunService, as(name)).createRun({ id: { case: "runId", value: id }, task });
    const tracked = { case: "runId", value: { ...id, name: `tracked-${run}` } } as const;
    await createClient(TrackedRunService, as(name)).createRun({ id: tracked, task });
  }
  const mine = [
    { field: "created_by", function: Filter_Function.EQUAL, values: ["ada@example.com"] },
  ];
  const { runs } = await createClient(RunService, as("bob")).listRuns({
    request: { filters: mine },
  });
  const names = new Set(runs.map(({ action }) => action?.id?.run?.name));
  expect(names).toEqual(new Set(["hers", "tracked-hers"]));
  const tasks = createClient(TaskService, as("bob"));
  const taskId = { project: "p", domain: "d", name: "t", version: "1" };
  await tasks.deployTask({ taskId, spec: {} });
  const { details } = await tasks.getTaskDetails({ taskId });
  expect(details?.metadata?.deployedBy?.principal.value?.id).toMatchObject({ subject: "bob" });
});
