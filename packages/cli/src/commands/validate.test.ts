import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../scripts/testing/temporary-folder.ts";
import { systemClock } from "../command/clock.ts";
import { run } from "../command/run.ts";
import { GatewayProcess } from "../testing/gateway-process.ts";
import { testHost } from "../testing/test-host.ts";

const id = (name: string) => ({ run: { project: "p", domain: "d", name: "r" }, name });

function line(name: string, phase: string, second: number, more = {}): string {
  const updatedTime = new Date(Date.UTC(2026, 0, 1, 9, 0, second)).toISOString();
  const event = { id: id(name), attempt: 1, phase: `ACTION_PHASE_${phase}`, updatedTime };
  return `${JSON.stringify({ ...event, producer: "engine", ...more })}\n`;
}

const legal = line("a0", "RUNNING", 0) + line("a0", "SUCCEEDED", 9);
const broken = legal + line("a0", "ABORTED", 10);

async function call(...words: string[]) {
  const { host, stdout, stderr } = testHost();
  return { code: await run(words, host), stdout: stdout.text, stderr: stderr.text };
}

describe("runledger validate", () => {
  test.for([
    ["a legal story", legal, 0, /0 errors/],
    ["a broken rule", broken, 1, /error RL302 after-end \(1\)[\s\S]*✗ 2026-01-01T09:00:10\.000Z/],
    ["what can't be read", `${broken}{`, 2, /RL302[\s\S]*unreadable .*events\.jsonl:4: no JSON/],
  ] as const)("answers %s", async ([, text, code, output]) => {
    const folder = temporaryFolder({ "events.jsonl": text });
    const answer = await call("validate", join(folder, "events.jsonl"));
    expect(answer.code).toBe(code);
    expect(answer.stdout).toMatch(output);
  });

  test.for([
    ["json", (text: string) => JSON.parse(text).counts, { RL302: 1 }],
    ["jsonl", (text: string) => JSON.parse(text.split("\n")[0] ?? "").rule, "RL302"],
    ["sarif", (text: string) => JSON.parse(text).runs[0].results[0].ruleId, "RL302"],
    ["junit", (text: string) => /failures="(\d+)"/.exec(text)?.[1], "1"],
    [
      "github",
      (text: string) => /^::error file=.*,line=3,title=RL302 after-end::/.test(text),
      true,
    ],
    ["markdown", (text: string) => text.includes("RUNNING ==>|1| SUCCEEDED"), true],
  ] as const)("writes %s", async ([format, read, expected]) => {
    const folder = temporaryFolder({ "events.jsonl": broken });
    const answer = await call("validate", join(folder, "events.jsonl"), "--format", format);
    expect(answer.code).toBe(1);
    expect(read(answer.stdout)).toEqual(expected);
  });

  test("takes severities and waivers from a config file", async () => {
    const waiver = { rule: "RL302", symbol: "p/d/r/*", reason: "known", owner: "me" };
    const folder = temporaryFolder({ "events.jsonl": broken });
    const config = join(folder, "runledger.config.json");
    const check = (settings: object, expires: string) => {
      writeFileSync(config, JSON.stringify({ validate: { ...settings } }));
      const waivers = { waivers: [{ ...waiver, expires }] };
      writeFileSync(join(folder, "waivers.json"), JSON.stringify(waivers));
      return call("validate", join(folder, "events.jsonl"), "--config", config);
    };
    expect((await check({ rules: { RL302: "off" } }, "2030-01-01")).code).toBe(0);
    expect((await check({ waivers: "waivers.json" }, "2030-01-01")).code).toBe(0);
    const expired = await check({ waivers: "waivers.json" }, "2020-01-01");
    expect(expired.code).toBe(1);
    expect(expired.stdout).toMatch(/expired waiver .*expired after 2020-01-01/);
    const wrong = await check({ rules: { RL999: "off" }, colour: 1 }, "2030-01-01");
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toMatch(/RL999, which is no rule[\s\S]*validate\.colour means nothing/);
  });

  test("takes reports for what they are said to be", async () => {
    // A node's event that says of which execution it is nowhere that a workflow's doesn't.
    const folder = temporaryFolder({ "events.jsonl": '{"phase":"QUEUED"}\n' });
    const file = join(folder, "events.jsonl");
    const answer = await call("validate", file, "--type", "NodeExecutionEvent", "--format", "json");
    expect(JSON.parse(answer.stdout).findings[0].message).toMatch(/^id: /);
    expect((await call("validate", file, "--type", "Nonsense")).stderr).toMatch(
      /ActionEvent, Workflow/,
    );
  });

  test("asks for what is there", async () => {
    expect(await call("validate", "/nowhere/at/all")).toMatchObject({ code: 2 });
    expect(await call("validate", "http://127.0.0.1:1")).toMatchObject({ code: 2 });
  });
});

describe("runledger explain", () => {
  test("tells the chain of reports, and what each did", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "events.gz");
    writeFileSync(file, gzipSync(broken));
    const { code, stdout } = await call("explain", file, "--action", "a0");
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /RUNNING {2}moved[\s\S]*from RUNNING to SUCCEEDED[\s\S]*RL302 after-end/,
    );
    expect(stdout).toMatch(/It is SUCCEEDED in attempt 1/);
  });

  test("tells of Flyte 1's nodes and tasks by their own lifecycles", async () => {
    const executionId = { project: "p", domain: "d", name: "f1" };
    const task = {
      taskId: { name: "train" },
      parentNodeExecutionId: { nodeId: "n0", executionId },
    };
    const records = [
      { id: { nodeId: "n0", executionId }, phase: "RUNNING" },
      { ...task, phase: "RETRYABLE_FAILED" },
      { ...task, retryAttempt: 1, phase: "SUCCEEDED" },
      { ...task, retryAttempt: 1, phase: "FAILED" },
    ];
    const folder = temporaryFolder({
      "events.jsonl": records.map((record) => `${JSON.stringify(record)}\n`).join(""),
    });
    const { code, stdout } = await call(
      ...["explain", join(folder, "events.jsonl"), "--action", "n0/train"],
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/attempt 1 {2}RETRYABLE_FAILED {2}moved: it was heard of/);
    expect(stdout).toMatch(/attempt 2 {2}FAILED {2}refused[\s\S]*RL302 after-end/);
    expect(stdout).toMatch(/It is SUCCEEDED in attempt 2/);
  });

  test("tells of a run by its root, and of what lies below it", async () => {
    const records = line("a0", "RUNNING", 0) + line("a1", "SUCCEEDED", 1) + line("a2", "QUEUED", 1);
    const folder = temporaryFolder({ "events.jsonl": records });
    const { stdout } = await call("explain", join(folder, "events.jsonl"), "--run", "r");
    expect(stdout).toMatch(
      /^p\/d\/r\/a0\n[\s\S]*It is RUNNING[\s\S]*Below it: 1 QUEUED \(a2\), 1 SUCCEEDED\./,
    );
  });

  test("names the rule for a phase that isn't known", async () => {
    const folder = temporaryFolder({ "events.jsonl": line("a0", "NEWER", 0) });
    const { stdout } = await call("explain", join(folder, "events.jsonl"), "--action", "a0");
    expect(stdout).toMatch(/refused[\s\S]*RL103 unknown-phase[\s\S]*nothing is known of it/);
  });

  test("says so where nothing was told of it", async () => {
    const folder = temporaryFolder({ "events.jsonl": legal });
    const answer = await call("explain", join(folder, "events.jsonl"), "--action", "train");
    expect(answer).toMatchObject({ code: 1, stderr: 'nothing was told of "train"\n' });
  });
});

describe("a gateway's run", () => {
  const document = `mutation Report($reports: [ReportInput!]!) {
    reportEvents(input: { reports: $reports }) { results { outcome } } }`;

  /** Reports phases of actions, each declared below a parent where one is named. */
  async function report(
    url: string,
    ...told: readonly (readonly [name: string, phase: string, parent?: string])[]
  ): Promise<void> {
    // A declaration that doesn't say when counts from when the ledger is told.
    const createdTime = "2026-01-01T09:00:00Z";
    const reports = told.map(([name, phase, parent]) => ({
      event: {
        ...{ id: id(name), attempt: 1, phase, updatedTime: createdTime },
        logInfo: [{ name: "main" }],
      },
      ...(parent === undefined ? {} : { declaration: { name, metadata: { parent }, createdTime } }),
    }));
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: document, variables: { reports } }),
    });
    const results = told.map(() => ({ outcome: "MOVED" }));
    expect(await response.json()).toMatchObject({ data: { reportEvents: { results } } });
  }

  test("is judged and explained, with how its actions were declared", async () => {
    await using gateway = await GatewayProcess.start();
    await report(gateway.url, ["a0", "RUNNING"], ["a1", "SUCCEEDED", "ghost"]);
    const answer = await call("validate", gateway.url, "--run", "p/d/r", "--format", "json");
    expect(answer.stderr).toBe("");
    expect(JSON.parse(answer.stdout).counts).toMatchObject({ RL108: 2, RL307: 1, RL403: 1 });
    expect(answer.code).toBe(1);
    const explained = await call("explain", gateway.url, "--run", "p/d/r", "--action", "a0");
    expect(explained.stdout).toMatch(/RUNNING {2}moved/);
  }, 120_000);

  test("is followed from before it begins until it has settled", async () => {
    await using gateway = await GatewayProcess.start();
    const words = ["validate", gateway.url, "--run", "p/d/r", "--follow", "--format", "json"];
    // A clock that never waits would find the connection silent at once.
    const { host, ...output } = testHost({ clock: systemClock });
    const followed = run(words, host);
    await report(gateway.url, ["a0", "RUNNING"], ["a1", "RUNNING", "ghost"]);
    await report(gateway.url, ["a1", "SUCCEEDED"], ["a0", "SUCCEEDED"]);
    const code = await followed;
    expect({ stderr: output.stderr.text, code }).toEqual({ stderr: "", code: 1 });
    const { reports, counts } = JSON.parse(output.stdout.text);
    expect({ reports, counts }).toEqual({ reports: 6, counts: { RL108: 4, RL113: 4, RL403: 1 } });
  }, 120_000);
});
