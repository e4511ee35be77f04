import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openBrowser } from "../../testing/open-browser.ts";
import { startTestGateway } from "../../testing/start-test-gateway.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser?.close());

test("the page shows what there is, and tries it", async () => {
  const { url } = await startTestGateway();
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const complaints: string[] = [];
  const asked = new Set<string>();
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  context.on("request", (request) => asked.add(new URL(request.url()).origin));
  const page = await context.newPage();
  await page.goto(`${url}/api/v1/openapi`);
  const me = page.locator("#IdentityService_UserInfo");
  await me.locator("summary").click();
  await me.getByRole("button", { name: "Send" }).click();
  await me.locator(".answer").waitFor();
  expect(JSON.parse((await me.locator(".answer").textContent()) ?? "")).toMatchObject({
    subject: "anonymous",
    preferred_username: "",
  });
  expect(await me.locator(".command").textContent()).toContain(`curl -X GET '${url}/me'`);
  expect(complaints).toEqual([]);
  expect([...asked]).toEqual([url]);
});
