import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../scripts/testing/temporary-folder.ts";
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

  test("says so where nothing was told of it", async () => {
    const folder = temporaryFolder({ "events.jsonl": legal });
    const answer = await call("explain", join(folder, "events.jsonl"), "--action", "train");
    expect(answer).toMatchObject({ code: 1, stderr: 'nothing was told of "train"\n' });
  });
});

test("a gateway's run is judged and explained", { timeout: 120_000 }, async () => {
  await using gateway = await GatewayProcess.start();
  const document = `mutation { reportEvents(input: { reports: [
    { event: { id: { run: { project: "p", domain: "d", name: "r" }, name: "a0" }, attempt: 1, phase: RUNNING,
      updatedTime: "2026-01-01T09:00:00Z", logInfo: [{ name: "main" }] } } ] }) { results { outcome } } }`;
  const response = await fetch(`${gateway.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: document }),
  });
  expect(await response.json()).toMatchObject({ data: { reportEvents: {} } });
  const answer = await call("validate", gateway.url, "--run", "p/d/r", "--format", "json");
  expect(answer.stderr).toBe("");
  expect(JSON.parse(answer.stdout).counts).toMatchObject({ RL108: 1, RL307: 1 });
  expect(answer.code).toBe(1);
  const explained = await call("explain", gateway.url, "--run", "p/d/r", "--action", "a0");
  expect(explained.stdout).toMatch(/RUNNING {2}moved/);
});
