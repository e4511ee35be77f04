import { describe, expect, test } from "vitest";
import { startTestGateway } from "../testing/start-test-gateway.ts";

const off = { graphiql: false, metrics: false };

/** The paths of its own that the page leads to. */
async function linksOf(settings?: typeof off): Promise<string[]> {
  const gateway = await startTestGateway(settings);
  const page = await fetch(new URL("/", gateway.url), { headers: { accept: "text/html" } });
  const paths = [...(await page.text()).matchAll(/href="(\/[^"]*)"/g)].map(([, path]) => path);
  for (const path of paths) {
    const found = await fetch(new URL(path ?? "", gateway.url), {
      headers: { accept: "text/html, */*" },
    });
    expect([path, found.status]).toEqual([path, 200]);
  }
  return paths.flatMap((path) => path ?? []);
}

describe("the page at /", () => {
  test("leads to what is served", async () => {
    expect(await linksOf()).toEqual([
      "/graphql",
      "/api/v1/openapi",
      "/healthz",
      "/readyz",
      "/metrics",
    ]);
  });

  test("leads nowhere that is turned off", async () => {
    expect(await linksOf(off)).toEqual(["/api/v1/openapi", "/healthz", "/readyz"]);
  });
});
