import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startGateway } from "@runledger/gateway";
import { ActionPhase } from "@runledger/proto";
import { expect, it, onTestFinished, vi } from "vitest";
import { selfSigned } from "../../../../scripts/testing/self-signed.ts";
import { temporaryFolder } from "../../../../scripts/testing/temporary-folder.ts";
import { systemClock } from "../command/clock.ts";
import { run } from "../command/run.ts";
import { waiting } from "../testing/following.ts";
import { scope, startLedger } from "../testing/mirror-pair.ts";
import { reportPhase, tellOpenRun } from "../testing/open-run.ts";
import { testHost } from "../testing/test-host.ts";

const where = ["--project", scope.project, "--domain", scope.domain];

it("speaks to an upstream over TLS, with a token out of the environment or a file", async () => {
  const folder = temporaryFolder();
  const { certificate, key } = selfSigned(folder, "upstream");
  const [tokens, token] = [join(folder, "tokens"), join(folder, "token")];
  writeFileSync(tokens, "a-token-of-upstream\n");
  const upstream = await startGateway({
    port: 0,
    database: "memory:",
    logLevel: "silent",
    tlsCertificateFile: certificate,
    tlsKeyFile: key,
    authTokenFile: tokens,
  });
  onTestFinished(() => upstream.close());
  const ledger = await startLedger();
  const from = upstream.url.replace("127.0.0.1", "localhost");
  const mirror = async (env: Record<string, string>, ...more: string[]) => {
    const { host, stderr, stdout } = testHost({ env });
    const words = ["mirror", "--from", from, "--to", ledger.url, "--once", ...where, ...more];
    const code = await run([...words, "--give-up-after", "1"], host);
    expect(stderr.text + stdout.text).not.toContain("a-token-of-upstream");
    return [code, stderr.text];
  };
  const right = { RUNLEDGER_FROM_TOKEN: "a-token-of-upstream" };
  const trusting = ["--from-ca-file", certificate];
  expect(await mirror(right, ...trusting)).toEqual([0, expect.anything()]);
  writeFileSync(token, "a-token-of-upstream");
  expect(await mirror({}, ...trusting, "--from-token-file", token)).toEqual([0, expect.anything()]);
  const says = (text: string) => [1, expect.stringContaining(text)];
  expect(await mirror({}, ...trusting)).toEqual(says("--from-token-file"));
  const wrong = { RUNLEDGER_FROM_TOKEN: "another-token-of-mine" };
  expect(await mirror(wrong, ...trusting)).toEqual(says("--from-token-file"));
  expect(await mirror(right)).toEqual(says("certificate"));
});

it("serves what it counts as metrics", async () => {
  const upstream = await startLedger();
  const ledger = await startLedger();
  await tellOpenRun(upstream.client);
  const stop = new AbortController();
  const { host, stdout } = testHost({ clock: systemClock, stop: stop.signal });
  const words = ["mirror", "--from", upstream.url, "--to", ledger.url, "--json", ...where];
  const ended = run([...words, "--relist-every", "1", "--metrics-port", "0"], host);
  const url = await vi.waitUntil(
    () => /"metrics-served","url":"([^"]+)"/.exec(stdout.text)?.[1],
    waiting,
  );
  const metrics = async () => (await fetch(url)).text();
  await vi.waitUntil(
    async () => (await metrics()).includes("runledger_mirror_open_runs 1"),
    waiting,
  );
  for (const name of ["fit", "a0"]) {
    await reportPhase(upstream.client, name, ActionPhase.SUCCEEDED);
  }
  await vi.waitUntil(
    async () => /runledger_mirror_reports_total\{outcome="moved"\} [45]/.test(await metrics()),
    waiting,
  );
  const text = await metrics();
  expect(text).toMatch(/^runledger_mirror_listed_timestamp_seconds 1\.?\d+/m);
  expect(text).toMatch(/^runledger_mirror_calls_total [1-9]/m);
  expect((await fetch(url.replace("metrics", "other"))).status).toBe(404);
  expect((await fetch(url, { method: "POST" })).status).toBe(405);
  stop.abort();
  expect(await ended).toBe(130);
  await expect(fetch(url)).rejects.toThrow("fetch failed");
});

it("says where its metrics can't be served", async () => {
  const ledger = await startLedger();
  const { port } = new URL(ledger.url);
  const { host, stderr } = testHost();
  const words = ["mirror", "--from", ledger.url, "--to", ledger.url, "--once", ...where];
  expect(await run([...words, "--metrics-port", port], host)).toBe(2);
  expect(stderr.text).toContain(`--metrics-port ${port}`);
});
