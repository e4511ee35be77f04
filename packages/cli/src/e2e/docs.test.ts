import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Operation } from "../client/gateway-client.ts";
import { subscribe } from "../client/subscribe.ts";
import { systemClock } from "../command/clock.ts";
import { GatewayProcess } from "../testing/gateway-process.ts";

const root = new URL("../../../../", import.meta.url);
const readme = readFileSync(new URL("README.md", root), "utf8");

/** The blocks of a language in the README, in order. */
function blocks(language: string): readonly string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms"))].map(
    ([, block = ""]) => block,
  );
}

function operation(document: string): Operation<undefined, unknown> {
  return { document, variables: () => ({}), read: (data) => data.value };
}

it("the README's GraphQL does what the README says", { timeout: 60_000 }, async () => {
  const [report = "", watch = "", ...others] = blocks("graphql");
  expect(others).toEqual([]);
  await using gateway = await GatewayProcess.start();
  const client = gateway.client();

  expect(await client.request(operation(report), undefined)).toMatchObject({
    reportEvents: {
      results: [
        { outcome: "MOVED" },
        { outcome: "MOVED" },
        { outcome: "REJECTED", rule: { id: "RL302" }, message: expect.stringMatching(/\w/) },
      ],
    },
  });
  expect(await client.request(operation(report), undefined)).toMatchObject({
    reportEvents: {
      results: [{ outcome: "DUPLICATE" }, { outcome: "DUPLICATE" }, { outcome: "REJECTED" }],
    },
  });

  const stop = new AbortController();
  const frames: unknown[] = [];
  for await (const frame of subscribe(client.options, operation(watch), undefined, {
    clock: systemClock,
    signal: stop.signal,
  })) {
    frames.push(frame);
    if (frames.length === 2) break;
  }
  expect(frames).toEqual([
    {
      runActions: {
        actions: [
          {
            action: { name: "a0", phase: "QUEUED" },
            childrenPhaseCounts: [{ phase: "SUCCEEDED", count: 1 }],
          },
          { action: { name: "fetch", phase: "SUCCEEDED" }, childrenPhaseCounts: [] },
        ],
      },
    },
    { runActions: { revision: expect.any(Number) } },
  ]);
});

it("the README's diagram is the one that is generated from the proto", () => {
  const generated = readFileSync(new URL("docs/lifecycle/action-phase.md", root), "utf8");
  const [diagram = ""] = blocks("mermaid");
  expect(diagram).not.toBe("");
  expect(generated).toContain(diagram);
});

describe("links", () => {
  const pages = [
    ...readdirSync(root).filter((name) => name.endsWith(".md")),
    ...["docs", "packages", "apps"].flatMap((folder) => markdownBelow(folder)),
  ];

  it.each(pages)("of %s lead to files", (page) => {
    const at = new URL(page, root);
    const targets = [...readFileSync(at, "utf8").matchAll(/\]\((?!\w+:)([^)#]+)[^)]*\)/g)].map(
      ([, target = ""]) => target,
    );
    expect(targets.filter((target) => !existsSync(new URL(target, at)))).toEqual([]);
  });
});

/** The pages below a folder of the repository, those of others' packages left out. */
function markdownBelow(folder: string): readonly string[] {
  return readdirSync(new URL(folder, root), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory())
      return ["node_modules", "dist", "gen"].includes(entry.name) ? [] : markdownBelow(path);
    return entry.name.endsWith(".md") ? [path] : [];
  });
}
