import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Gateway, startGateway } from "@runledger/gateway";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../command/run.ts";
import { testHost } from "../testing/test-host.ts";

/** Runs a command line. @returns the exit code and what was written */
async function call(...words: string[]) {
  const { host, stdout, stderr } = testHost();
  return {
    code: await run(["register", ...words], host),
    stdout: stdout.text,
    stderr: stderr.text,
  };
}

const place = { project: "shop", domain: "development", version: "v1" };
const taskId = { ...place, resourceType: "TASK", name: "shop.train" };
const workflowId = { ...place, resourceType: "WORKFLOW", name: "shop.flow" };
const nodes = [{ id: "n0", taskNode: { referenceId: taskId } }];
const items = [
  { id: { ...workflowId, resourceType: "LAUNCH_PLAN" }, spec: { workflowId } },
  { id: workflowId, spec: { template: { nodes } } },
  { id: taskId, spec: { template: { type: "python-task" } } },
];

describe("runledger register", { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "runledger-register-"));
  const file = join(folder, "all.json");
  let gateway: Gateway;
  let to: string[];

  beforeAll(async () => {
    writeFileSync(file, JSON.stringify(items));
    gateway = await startGateway({
      database: "memory:",
      port: 0,
      logLevel: "silent",
      executor: false,
    });
    to = ["--to", gateway.url];
  });
  afterAll(async () => {
    await gateway.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("registers what files hold, those first that others refer to, and knows it again", async () => {
    const dry = await call(file, "--dry-run", ...to);
    expect(dry).toMatchObject({ code: 0, stdout: expect.stringMatching(/3 would register\n$/) });
    const first = await call(file, "--activate", ...to);
    expect(first).toEqual({
      code: 0,
      stderr: "",
      stdout:
        "registered task shop/development/shop.train v1\n" +
        "registered workflow shop/development/shop.flow v1\n" +
        "registered launch plan shop/development/shop.flow v1\n" +
        "3 registered\n",
    });
    const active = await fetch(
      `${gateway.url}/api/v1/active_launch_plans/shop/development/shop.flow`,
    );
    expect(await active.json()).toMatchObject({ closure: { state: "ACTIVE" } });
    expect((await call(file, ...to)).stdout).toMatch(/3 known\n$/);
  });

  it("goes on past what is refused, says why, and that it was", async () => {
    const other = join(folder, "other.json");
    const changed = { id: taskId, spec: { template: { type: "other" } } };
    const { version: _, ...open } = taskId;
    const added = { id: { ...open, name: "shop.added" }, spec: changed.spec };
    writeFileSync(other, JSON.stringify([changed, added]));
    const { code, stdout } = await call(other, "--json", "--version", "v9", ...to);
    const told = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
    expect({ code, told }).toMatchObject({
      code: 1,
      told: [
        { outcome: "refused", name: "shop.train", message: expect.stringContaining("another one") },
        { outcome: "registered", name: "shop.added", version: "v9" },
      ],
    });
  });

  it("sends nothing of what can't be read, and says where nobody answers", async () => {
    const wrong = join(folder, "wrong.txt");
    writeFileSync(wrong, "");
    expect(await call(file, wrong, "--to", "http://127.0.0.1:1")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`${wrong} is no .pb`),
    });
    expect(await call(file, "--to", "http://127.0.0.1:1", "--give-up-after", "0")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/no gateway answers at .*:1\/graphql/),
    });
  });
});
