import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { compare } from "./compare.ts";
import { CompatError } from "./compat-error.ts";
import type { CompatOptions } from "./compat-options.ts";
import { hasFailed } from "./report/report.ts";
import type { Files } from "./testing/example.ts";
import { imports, repository, withFolder, writeFiles } from "./testing/repository.ts";
import { type Sketch, edit, enumSource, job } from "./testing/sketch.ts";

// Each starts programs, and a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 });

const PATH = [join(repository, "node_modules", ".bin"), process.env["PATH"]].join(":");

const withEnd = edit(job, {
  RUNNING: { to: ["DONE", "FAILED", "RECOVERED"] },
  RECOVERED: { number: 5, ends: "subject", outcome: "success", starts: true },
});

function source(sketch: Sketch): string {
  return `syntax = "proto3";\npackage job;\nimport "runledger/lifecycle/v1/lifecycle.proto";\n${enumSource(sketch)}`;
}

const base = { env: { PATH }, today: "2026-06-01" };

/** Makes a git repository whose tags are versions of one lifecycle, and compares its work tree with some of them. */
async function compareVersions(
  versions: Readonly<Record<string, Sketch>>,
  now: Sketch,
  options: Partial<CompatOptions>,
  files: Files = {},
) {
  return withFolder(async (folder) => {
    const git = (...args: string[]): void => {
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], {
        cwd: folder,
        stdio: "pipe",
      });
    };
    git("init", "--quiet");
    imports(folder);
    for (const [tag, sketch] of Object.entries(versions)) {
      writeFiles(folder, { "proto/job.proto": source(sketch) });
      git("add", "--all");
      git("commit", "--quiet", "--allow-empty", "--message", tag);
      git("tag", tag);
    }
    writeFiles(folder, { "proto/job.proto": source(now), ...files });
    return compare({ folder, against: [], ...base, ...options });
  });
}

const config = (compat: object): Files => ({
  "runledger.config.json": JSON.stringify({ compat }),
});

describe("a comparison with a git ref", () => {
  test("fails on an added end, on its line, and tells whom to upgrade first", async () => {
    const report = await compareVersions({ v1: job }, withEnd, { against: ["v1"] });
    expect(hasFailed(report)).toBe(true);
    expect(report.judged[0]).toMatchObject({
      standing: "fails",
      order: "readers-first",
      against: "v1",
      finding: { rule: "RC102", place: { file: "proto/job.proto", line: 16, column: 3 } },
    });
  });

  test.each([
    ["BACKWARD", false],
    ["FORWARD", true],
    ["NONE", false],
  ] as const)("in mode %s fails: %s", async (mode, fails) => {
    const files = config({ modes: { "*": "FULL", "job*": mode } });
    const report = await compareVersions({ v1: job }, withEnd, { against: ["v1"] }, files);
    expect(hasFailed(report)).toBe(fails);
    expect(report.judged.map(({ finding }) => finding.rule)).toContain("RC102");
  });

  test.each([
    ["FULL", false],
    ["FULL_TRANSITIVE", true],
  ] as const)("over all releases in mode %s fails: %s", async (mode, fails) => {
    // v9 and v10 have the end already: only v8 is broken, and v10 is the latest, though v9 sorts last as text.
    const versions = { v8: job, v9: withEnd, v10: withEnd };
    const files = config({ releases: "v*", modes: { "*": mode } });
    const report = await compareVersions(versions, withEnd, {}, files);
    expect(report.against).toEqual(["v10", "v9", "v8"]);
    expect(hasFailed(report)).toBe(fails);
  });

  test("before the first release has nothing to compare, and says so", async () => {
    const report = await compareVersions({ begin: job }, job, {}, config({ releases: "v*" }));
    expect(report.notes).toEqual(["there is no release v* to compare with"]);
    expect(hasFailed(report)).toBe(false);
  });
});

describe("a waiver", () => {
  const waiver = {
    rule: "RC102",
    symbol: "job.Phase.PHASE_RECOVERED",
    reason: "All readers were upgraded.",
    owner: "platform",
    expires: "2026-12-31",
  };
  const withWaivers = (...waivers: object[]): Files => ({
    ...config({ waivers: "waivers.json" }),
    "waivers.json": JSON.stringify({ waivers }),
  });

  test("lets what it names through", async () => {
    const files = withWaivers(waiver);
    const report = await compareVersions({ v1: job }, withEnd, { against: ["v1"] }, files);
    expect(hasFailed(report)).toBe(false);
    expect(report.judged[0]).toMatchObject({
      standing: "waived",
      waiver: "All readers were upgraded. (platform, until 2026-12-31)",
    });
  });

  test.each([
    ["expired", { against: ["v1"], today: "2027-01-01" }, withEnd],
    ["unused", { against: ["v1"] }, job],
  ] as const)("that is %s fails", async (kind, options, now) => {
    const report = await compareVersions({ v1: job }, now, options, withWaivers(waiver));
    expect(hasFailed(report)).toBe(true);
    expect(report.waiverProblems).toMatchObject([{ kind }]);
  });
});

describe("an overlay", () => {
  test("gives an enum of others a lifecycle, as far as each version has the values", async () => {
    const plain = (more: string): string =>
      `syntax = "proto3";\npackage other;\nimport "google/protobuf/descriptor.proto";\nmessage Any {\n  google.protobuf.FileDescriptorProto file = 1;\n}\nenum Phase {\n  PHASE_UNSPECIFIED = 0;\n  PHASE_RUNNING = 1;\n  PHASE_DONE = 2;\n${more}}\n`;
    const end = {
      description: "End.",
      role: "ROLE_TERMINAL",
      ends: "ENDS_SUBJECT",
      outcome: "OUTCOME_SUCCESS",
    };
    const overlay = {
      lifecycles: {
        "other.Phase": {
          subject: "job",
          description: "A job.",
          initial: "PHASE_RUNNING",
          version: 1,
          values: {
            PHASE_UNSPECIFIED: { description: "None.", role: "ROLE_ABSENT" },
            PHASE_RUNNING: {
              description: "At work.",
              role: "ROLE_ACTIVE",
              followedBy: ["PHASE_DONE", "PHASE_RECOVERED"],
            },
            PHASE_DONE: end,
            PHASE_RECOVERED: end,
          },
        },
      },
    };
    const rules = await withFolder(async (folder) => {
      const [before, after] = [join(folder, "before"), join(folder, "after")];
      writeFiles(before, { "other.proto": plain("") });
      writeFiles(after, {
        "other.proto": plain("  PHASE_RECOVERED = 3;\n"),
        "overlay.json": JSON.stringify(overlay),
      });
      const options = { folder: after, against: [before], ...base };
      const reports = [
        await compare(options),
        await compare({ ...options, overlay: "overlay.json" }),
      ];
      return reports.map(({ judged }) => judged.map(({ finding }) => finding.rule));
    });
    expect(rules).toEqual([["RC123"], ["RC102"]]);
  });
});

test("an overlay can lend an enum the lifecycle of one of ours", async () => {
  const lent = (more: string): string =>
    `syntax = "proto3";\npackage other;\nenum Phase {\n  ACTION_PHASE_UNSPECIFIED = 0;\n  ACTION_PHASE_QUEUED = 1;\n  ACTION_PHASE_SUCCEEDED = 5;\n${more}}\n`;
  const judged = await withFolder(async (folder) => {
    const [before, after] = [join(folder, "before"), join(folder, "after")];
    writeFiles(before, { "other.proto": lent("") });
    writeFiles(after, {
      "other.proto": lent("  ACTION_PHASE_RECOVERED = 10;\n"),
      "overlay.json": JSON.stringify({
        lifecycles: { "other.Phase": { like: "runledger.core.v1.ActionPhase" } },
      }),
    });
    const options = { folder: after, against: [before], ...base, overlay: "overlay.json" };
    return (await compare(options)).judged;
  });
  expect(judged).toMatchObject([
    { standing: "fails", finding: { rule: "RC102", symbol: "other.Phase.ACTION_PHASE_RECOVERED" } },
  ]);
});

describe("what can't be compared", () => {
  /** @returns the message with which it is refused */
  async function refusal(options: Partial<CompatOptions>, files: Files = {}): Promise<string> {
    const error: unknown = await compareVersions({ v1: job }, job, options, files).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(CompatError);
    return error instanceof Error ? error.message : "";
  }

  test.each([
    [
      "a ref that isn't there",
      { against: ["v7"] },
      {},
      /^git doesn't know v7, and it is no folder and no file/,
    ],
    ["a ref that is an option", { against: ["--all"] }, {}, /^git doesn't know --all/],
    ["nothing", {}, {}, /nothing to compare with: name it with --against/],
    [
      "a broken image",
      { against: ["x.binpb"] },
      { "x.binpb": "no image" },
      /^x\.binpb can't be read as a compiled schema/,
    ],
    [
      "a source that doesn't compile",
      { against: ["v1"] },
      { "proto/bad.proto": "enum {" },
      /^the folder doesn't compile:\n.*bad\.proto:1:/,
    ],
    [
      "no buf",
      { against: ["v1"], buf: "/no/such/buf" },
      {},
      /^--buf \/no\/such\/buf: there is no such program/,
    ],
    [
      "an unknown key",
      { against: ["v1"] },
      config({ mode: "FULL" }),
      /compat\.mode is not known: use proto, wire, modes,/,
    ],
    [
      "an unknown mode",
      { against: ["v1"] },
      config({ modes: { a: "HALF" } }),
      /compat\.modes\.a is "HALF": use one of NONE, BACKWARD,/,
    ],
    [
      "a policy that isn't there",
      { against: ["v1"], config: "no.json" },
      {},
      /^no\.json can't be read/,
    ],
    [
      "an npm version that isn't there",
      { against: ["npm:./none.tgz"] },
      {},
      /^npm doesn't have \.\/none\.tgz/,
    ],
  ] as const)(
    "%s is refused in a sentence",
    async (_, options, files, message) => {
      expect(await refusal(options, files)).toMatch(message);
    },
    60_000,
  );

  test("a ref outside of a shallow clone is refused with the way out", async () => {
    const message = await withFolder(async (folder) => {
      const [origin, clone] = [join(folder, "origin"), join(folder, "clone")];
      writeFiles(origin, { "a.proto": 'syntax = "proto3";\n' });
      const git = (cwd: string, ...args: string[]): void => {
        execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], {
          cwd,
          stdio: "pipe",
        });
      };
      git(origin, "init", "--quiet");
      for (const tag of ["v1", "v2"]) {
        writeFileSync(join(origin, "b.txt"), tag);
        git(origin, "add", "--all");
        git(origin, "commit", "--quiet", "--message", tag);
      }
      git(folder, "clone", "--quiet", "--depth=1", `file://${origin}`, clone);
      const error: unknown = await compare({ folder: clone, against: ["HEAD~1"], ...base }).catch(
        (reason: unknown) => reason,
      );
      return String(error);
    });
    expect(message).toMatch(
      /this clone is shallow: fetch it first, with git fetch --depth=1 origin HEAD~1/,
    );
  });

  test("a tarball of a package is compared like a folder", async () => {
    const rules = await withFolder(async (folder) => {
      const [old, now] = [join(folder, "old"), join(folder, "now")];
      const file = (more: string): Files => ({
        "a.proto": `syntax = "proto3";\nmessage A {\n  ${more} a = 1;\n}\n`,
      });
      writeFiles(old, {
        ...file("string"),
        "package.json": JSON.stringify({ name: "protos", version: "1.0.0" }),
      });
      writeFiles(now, file("int32"));
      execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], {
        cwd: old,
        stdio: "pipe",
      });
      const report = await compare({ folder: now, against: ["../protos-1.0.0.tgz"], ...base });
      return report.judged.map(({ finding }) => finding.rule);
    });
    expect(rules).toEqual(["RC301"]);
  });
});
