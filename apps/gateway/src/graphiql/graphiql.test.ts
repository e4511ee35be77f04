import { describe, expect, test } from "vitest";
import { startTestGateway } from "../testing/start-test-gateway.ts";
import { examples } from "./examples.ts";

describe("GraphiQL", () => {
  test("is the page that a browser sees, and loads nothing from elsewhere", async () => {
    const gateway = await startTestGateway();
    const response = await fetch(`${gateway.url}/graphql`, {
      headers: { accept: "text/html,*/*" },
    });
    const page = await response.text();
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const loaded = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url = ""]) => url);
    expect(loaded).toContain("/graphql/assets/graphiql.js");
    for (const url of loaded.filter((each) => !each.startsWith("data:"))) {
      const asset = await fetch(new URL(url, gateway.url), { headers: { accept: "*/*" } });
      expect(asset.status).toBe(200);
      expect(new URL(asset.url).origin).toBe(gateway.url);
      expect(asset.headers.get("content-encoding")).toBe("gzip");
      const text = await asset.text();
      expect(text.length).toBeGreaterThan(500);
      const plain = await fetch(asset.url, { headers: { "accept-encoding": "identity" } });
      expect(plain.headers.get("content-encoding")).toBeNull();
      expect((await plain.text()) === text).toBe(true);
      const again = await fetch(asset.url, {
        headers: { "if-none-match": asset.headers.get("etag") ?? "" },
      });
      expect(again.status).toBe(304);
    }
  });

  test("can be left out", async () => {
    const gateway = await startTestGateway({ graphiql: false });
    const response = await fetch(`${gateway.url}/graphql`, { headers: { accept: "text/html" } });
    expect(response.headers.get("content-type")).not.toContain("text/html");
  });

  test("opens with operations that work one after the other", async () => {
    const gateway = await startTestGateway();
    const plain = examples.filter((text) => !text.includes("subscription"));
    const answers = [];
    for (const text of plain) answers.push(await gateway.send(text));
    expect(answers.map(({ errors }) => errors)).toEqual(plain.map(() => []));
    const [reported, finished, inspected] = answers;
    expect(reported?.data.reportEvents.counts).toEqual([{ outcome: "MOVED", count: 4 }]);
    expect(finished?.data.reportEvents.counts).toEqual([
      { outcome: "MOVED", count: 3 },
      { outcome: "REJECTED", count: 1 },
    ]);
    expect(inspected?.data.run).toMatchObject({ phase: "SUCCEEDED", settled: true });
  });
});
