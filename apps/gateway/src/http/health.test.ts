import { expect, test } from "vitest";
import { startTestGateway } from "../testing/start-test-gateway.ts";
import { readiness } from "./health.ts";

test("A gateway is alive and ready, and says so to whoever asks", async () => {
  const gateway = await startTestGateway();
  for (const [path, body] of [
    ["/healthz", { status: "alive" }],
    ["/readyz", { status: "ready" }],
  ] as const) {
    const response = await fetch(gateway.url + path);
    expect([response.status, await response.json()]).toEqual([200, body]);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const head = await fetch(gateway.url + path, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  }
});

test.each([
  ["answers", () => Promise.resolve(), false, { ready: true }],
  ["fails", () => Promise.reject(new Error("gone")), false, { ready: false, reason: "database" }],
  [
    "doesn't answer",
    () => new Promise<never>(() => undefined),
    false,
    { ready: false, reason: "database" },
  ],
  [
    "answers, but the gateway is being stopped",
    () => Promise.resolve(),
    true,
    { ready: false, reason: "closing" },
  ],
])("Readiness where the database %s", async (_, ping, closing, expected) => {
  expect(await readiness({ ping }, closing, 20)).toEqual(expected);
});
