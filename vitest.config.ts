import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defaultClientConditions, defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";
import type { TestProjectInlineConfiguration } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

/** The condition under which a workspace package resolves to its sources: a test never sees a stale dist. */
const source = "@runledger/source";

/** Every workspace folder is a project named after it, so that `vitest run --project state` runs one. */
const folders = ["packages", "apps"]
  .flatMap((group) => readdirSync(`${root}${group}`).map((name) => ({ group, name })))
  .filter(({ group, name }) => existsSync(`${root}${group}/${name}/package.json`));

function project(name: string, folder: string): TestProjectInlineConfiguration {
  return {
    // The defaults stay in both lists: without them graphql is loaded twice, as two different modules.
    resolve: { conditions: [source, ...defaultClientConditions] },
    ssr: { resolve: { conditions: [source, ...defaultServerConditions] } },
    test: {
      name,
      root: `${root}${folder}`,
      include: folder === "scripts" ? ["**/*.test.ts"] : ["src/**/*.test.ts"],
      setupFiles: [`${root}scripts/testing/fail-on-console.ts`],
    },
  };
}

export default defineConfig({
  test: {
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
