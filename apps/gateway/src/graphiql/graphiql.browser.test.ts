import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openBrowser } from "../testing/open-browser.ts";
import { startTestGateway } from "../testing/start-test-gateway.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser?.close());

/** Opens a browser of its own, and keeps what its pages complain about and whom they ask. */
async function openContext(): Promise<{
  context: BrowserContext;
  complaints: string[];
  asked: Set<string>;
}> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const complaints: string[] = [];
  const asked = new Set<string>();
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  context.on("request", (request) => asked.add(new URL(request.url()).origin));
  return { context, complaints, asked };
}

async function openGraphiql(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${url}/graphql`);
  await page.locator(".graphiql-execute-button").waitFor();
  return page;
}

/** Turns to a tab. */
async function open(page: Page, tab: string): Promise<void> {
  await page.getByRole("tab", { name: tab }).click();
  await page.locator(".graphiql-query-editor .view-line", { hasText: operation(tab) }).waitFor();
}

/** The line with which its operation begins. */
function operation(tab: string): RegExp {
  return new RegExp(`^(mutation|query|subscription).${tab}`);
}

/** Sends what a tab holds, and waits until what is answered holds a word. */
async function send(page: Page, tab: string, word: string): Promise<void> {
  await open(page, tab);
  // For a moment after one has turned to it, GraphiQL asks for the operation of the tab before, and finds none.
  const early = /Cannot\sinfer\soperation/;
  const answer = page.locator(".graphiql-response");
  do {
    await page.locator(".graphiql-execute-button").click();
    await answer.filter({ hasText: new RegExp(`${word}|${early.source}`) }).waitFor();
  } while (early.test(await answer.innerText()));
}

test(
  "GraphiQL sends its examples, and watches in one window what another one reports",
  { timeout: 120_000 },
  async () => {
    const gateway = await startTestGateway();
    const { context, complaints, asked } = await openContext();

    const page = await openGraphiql(context, gateway.url);
    await send(page, "Report", "MOVED");
    const watching = await openGraphiql(context, gateway.url);
    await send(watching, "Watch", "SnapshotComplete");
    await send(page, "Finish", "REJECTED");
    await watching.locator(".graphiql-response", { hasText: "RunSettled" }).waitFor();
    await send(page, "Inspect", "settled");
    await send(page, "Browse", "createdTime");

    // The words of the schema come from the gateway: its documentation is a button away.
    await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
    await page.locator(".graphiql-doc-explorer", { hasText: "Subscription" }).waitFor();

    expect(complaints).toEqual([]);
    expect([...asked]).toEqual([gateway.url]);
  },
);

test("GraphiQL's examples fit its window", { timeout: 120_000 }, async () => {
  const gateway = await startTestGateway();
  const { context } = await openContext();
  const page = await openGraphiql(context, gateway.url);
  await page.setViewportSize({ width: 1400, height: 900 });
  for (const tab of ["Report", "Watch", "Finish", "Inspect", "Browse"]) {
    await open(page, tab);
    const hidden = await page
      .locator(".graphiql-query-editor .view-line > span")
      .evaluateAll((lines) =>
        lines
          .filter((line) => {
            const end = line.getBoundingClientRect().right;
            const editor = line.closest(".overflow-guard");
            return editor !== null && end > editor.getBoundingClientRect().right;
          })
          .map((line) => line.textContent),
      );
    expect([tab, hidden]).toEqual([tab, []]);
  }
});
