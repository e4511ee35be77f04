import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { temporaryFolder } from "../../../../scripts/testing/temporary-folder.ts";

// Each starts programs, and a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 });

const repository = fileURLToPath(new URL("../../../../", import.meta.url));
const proto = (type: string): string =>
  `syntax = "proto3";\npackage shop;\nmessage Order {\n  ${type} name = 1;\n}\n`;

/** A pull request in a clone: its branch changes what main has. */
function pullRequest(): string {
  const origin = temporaryFolder({ "my protos/order.proto": proto("string") });
  const git = (cwd: string, ...args: string[]): void => {
    const author = ["-c", "user.name=t", "-c", "user.email=t@example.org"];
    execFileSync("git", [...author, ...args], { cwd, stdio: "pipe" });
  };
  git(origin, "init", "--quiet", "--initial-branch=main");
  git(origin, "add", "--all");
  git(origin, "commit", "--quiet", "--message", "first");
  const clone = join(temporaryFolder(), "clone");
  git(origin, "clone", "--quiet", origin, clone);
  writeFileSync(join(clone, "my protos/order.proto"), proto("int32"));
  return clone;
}

/** Runs a script as a runner's shell does, with an `npx` that has the packages already: this command, and buf. */
function runScript(script: string, cwd: string, env: Readonly<Record<string, string>>) {
  const bin = temporaryFolder({
    npx: `#!/bin/bash\nwhile [[ $1 == -* ]]; do if [[ $1 == --package ]]; then shift; fi; shift; done\nexec "$@"\n`,
    runledger: `#!/bin/bash\nexec "${process.execPath}" --conditions=@runledger/source "${repository}packages/cli/src/main.ts" "$@"\n`,
  });
  for (const name of ["npx", "runledger"]) chmodSync(join(bin, name), 0o755);
  const path = [bin, join(repository, "node_modules/.bin"), process.env["PATH"]].join(delimiter);
  return spawnSync("bash", ["-e", "-o", "pipefail", "-c", script], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, PATH: path, ...env },
  });
}

const readYaml = (path: string): never =>
  parse(readFileSync(join(repository, path), "utf8")) as never;

describe("the examples for the CI of others", () => {
  test("the action annotates the line, writes a summary and keeps the report", () => {
    const { runs }: { runs: { steps: { run?: string; env?: object; with?: object }[] } } = readYaml(
      ".github/actions/compat/action.yml",
    );
    const [compare, keep] = runs.steps;
    const reports = temporaryFolder({ "summary.md": "before\n" });
    const env = {
      AGAINST: "origin/main",
      FOLDER: ".",
      CONFIG: "",
      VERSION: "latest",
      REPORTS: join(reports, "kept"),
      GITHUB_STEP_SUMMARY: join(reports, "summary.md"),
    };
    expect(Object.keys(env)).toEqual(expect.arrayContaining(Object.keys(compare?.env ?? {})));
    const { status, stdout, stderr } = runScript(compare?.run ?? "", pullRequest(), env);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout).toMatch(/^::error file=my protos\/order\.proto,line=4,col=3,title=RC301/m);
    expect(readFileSync(env.GITHUB_STEP_SUMMARY, "utf8")).toMatch(/^before\n## .*\n[\s\S]*RC301/);
    expect(JSON.parse(readFileSync(join(env.REPORTS, "compat.json"), "utf8"))).toBeTruthy();
    expect(existsSync(join(env.REPORTS, "compat.sarif"))).toBe(true);
    // What is kept is where the script puts it.
    expect(compare?.env).toMatchObject({ REPORTS: expect.stringContaining("runledger-compat") });
    expect(keep?.with).toMatchObject({ path: expect.stringContaining("runledger-compat") });
  });

  test("the action takes several to compare with, and a broken call ends with 2", () => {
    const { runs }: { runs: { steps: { run?: string }[] } } = readYaml(
      ".github/actions/compat/action.yml",
    );
    const reports = temporaryFolder({ "summary.md": "" });
    const env = {
      AGAINST: "origin/main v9",
      FOLDER: ".",
      CONFIG: "",
      VERSION: "latest",
      REPORTS: reports,
      GITHUB_STEP_SUMMARY: join(reports, "summary.md"),
    };
    const { status, stderr } = runScript(runs.steps[0]?.run ?? "", pullRequest(), env);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: git doesn't know v9/);
  });

  test("GitLab's job writes what it says it keeps", () => {
    const file: {
      "schema-compatibility": {
        script: string[];
        artifacts: { paths: string[]; reports: { junit: string } };
      };
    } = readYaml("docs/examples/gitlab-ci.yml");
    const { script, artifacts } = file["schema-compatibility"];
    const clone = pullRequest();
    const env = { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main" };
    expect(runScript(script.join("\n"), clone, env).status).toBe(1);
    for (const path of artifacts.paths) expect(existsSync(join(clone, path))).toBe(true);
    expect(readFileSync(join(clone, artifacts.reports.junit), "utf8")).toMatch(/<failure /);
  });

  test("the hook for pre-commit runs at files of schemas, and fails the commit", () => {
    const file: { repos: { hooks: { entry: string; files: string }[] }[] } = readYaml(
      "docs/examples/pre-commit-config.yaml",
    );
    const [hook] = file.repos[0]?.hooks ?? [];
    const files = new RegExp(hook?.files ?? "");
    expect(
      ["a/b.proto", "x.graphql", "runledger.config.json", "a.ts"].map((f) => files.test(f)),
    ).toEqual([true, true, true, false]);
    // A clone has no branch main of its own unless it was on it: this one was.
    expect(runScript(hook?.entry ?? "", pullRequest(), {}).status).toBe(1);
  });
});
