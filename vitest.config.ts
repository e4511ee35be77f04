import { availableParallelism } from "node:os";
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defaultClientConditions, defaultServerConditions } from "vite";
import { defaultExclude, defineConfig } from "vitest/config";
import type { TestProjectInlineConfiguration } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

/** The condition under which a workspace package resolves to its sources: a test never sees a stale dist. */
const source = "@runledger/source";

/** Every workspace folder is a project named after it, so that `vitest run --project state` runs one. */
const folders = ["packages", "apps"]
  .flatMap((group) => readdirSync(`${root}${group}`).map((name) => ({ group, name })))
  .filter(({ group, name }) => existsSync(`${root}${group}/${name}/package.json`));

/** The projects with tests that need PostgreSQL. They share one server, started before the tests and stopped after them. */
const withPostgres = new Set(["store", "ledger", "gateway"]);

/** How long a test may take that says nothing else, in milliseconds. */
const patience = 60_000;

/** Tests that need a browser run by themselves: `npm run test:browser`. */
const inBrowser = "**/*.browser.test.ts";
const withBrowser = process.env["RUNLEDGER_BROWSER_TESTS"] !== undefined;

/** Tests that take long run by themselves, and with them those that have no end of their own: `npm run test:long`. */
const long = "**/*.long.test.ts";
const endless = ["rpc-fuzz", "sqlite/crash", "http/one-port"].map((name) => `src/${name}.test.ts`);
const withLong = process.env["RUNLEDGER_LONG_TESTS"] !== undefined;

/** Tests that need clients from elsewhere, likewise: `npm run test:interop`. */
const withClients = "**/*.interop.test.ts";
const interop = process.env["RUNLEDGER_INTEROP_TESTS"] !== undefined;

function includedIn(folder: string): string[] {
  if (withBrowser) return [inBrowser];
  if (withLong) return [long, ...endless];
  return [folder === "scripts" ? "**/*.test.ts" : "src/**/*.test.ts"];
}

function project(name: string, folder: string): TestProjectInlineConfiguration {
  return {
    // The defaults stay in both lists: without them graphql is loaded twice, as two different modules.
    resolve: { conditions: [source, ...defaultClientConditions] },
    ssr: { resolve: { conditions: [source, ...defaultServerConditions] } },
    test: {
      name,
      root: `${root}${folder}`,
      include: includedIn(folder),
      exclude: [
        ...defaultExclude,
        ...(withBrowser ? [] : [inBrowser]),
        ...(withLong ? [] : [long]),
        ...(interop ? [] : [withClients]),
      ],
      globalSetup: withPostgres.has(name)
        ? [`${root}packages/store/src/testing/provide-postgres.ts`]
        : [],
      setupFiles: [
        `${root}scripts/testing/end-with-runner.ts`,
        `${root}scripts/testing/fail-on-console.ts`,
      ],
      // Keeps compiled code between the many processes that tests start: each starts in half the time then.
      env: { NODE_COMPILE_CACHE: `${root}node_modules/.cache/compiled` },
      // No test measures how long it takes. On a machine with other work, what takes a second may take ten.
      testTimeout: patience,
      hookTimeout: patience,
      // Loading the modules anew for each file took as long as half of the tests. Those that measure memory want a worker to themselves.
      isolate: name === "bench",
      unstubEnvs: true,
    },
  };
}

export default defineConfig({
  test: {
    // Half of the tests wait for a disk, a server or a program: vitest would leave a core idle.
    maxWorkers: availableParallelism(),
    passWithNoTests: true,
    projects: [
      ...folders.map(({ group, name }) => project(name, `${group}/${name}`)),
      project("scripts", "scripts"),
    ],
    coverage: {
      provider: "v8",
      include: ["packages/*/src/**", "apps/*/src/**"],
      exclude: ["**/gen/**", "**/testing/**"],
    },
  },
});
