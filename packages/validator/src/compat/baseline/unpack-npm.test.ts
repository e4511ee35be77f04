import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { temporaryFolder } from "../../../../../scripts/testing/temporary-folder.ts";
import { compare } from "../compare.ts";
import { repository } from "../testing/repository.ts";
import { type Registry, startRegistry } from "../testing/registry.ts";

// Each starts programs, and a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const name = "@acme/protos";
const proto = (type: string): string =>
  `syntax = "proto3";\npackage acme;\nmessage A {\n  ${type} a = 1;\n}\n`;
const PATH = [join(repository, "node_modules", ".bin"), process.env["PATH"]].join(":");

function tarballOf(version: string, type: string): Uint8Array {
  const folder = temporaryFolder({
    "package.json": JSON.stringify({ name, version }),
    "a.proto": proto(type),
  });
  execFileSync("npm", ["pack", "--silent"], { cwd: folder, stdio: "pipe" });
  return readFileSync(join(folder, `acme-protos-${version}.tgz`));
}

describe("a version of an npm package", () => {
  let registry: Registry;

  beforeEach(async () => {
    registry = await startRegistry(name, {
      "1.4.0": tarballOf("1.4.0", "string"),
      "2.0.0": tarballOf("2.0.0", "int32"),
    });
    vi.stubEnv("npm_config_registry", registry.url);
    vi.stubEnv("npm_config_cache", temporaryFolder());
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await registry[Symbol.asyncDispose]();
  });

  const against = (spec: string) =>
    compare({
      folder: temporaryFolder({ "a.proto": proto("int32") }),
      against: [spec],
      env: { PATH },
      today: "2026-06-01",
    });

  test("is fetched from the registry that npm is set to, and compared", async () => {
    const { judged } = await against(`npm:${name}@1.4.0`);
    expect(judged.map(({ finding }) => finding.rule)).toEqual(["RC301"]);
    expect(registry.asked).toContain("/-/1.4.0.tgz");
  });

  test("is the latest where none is named", async () => {
    expect((await against(`npm:${name}`)).judged).toEqual([]);
  });

  test.each([
    [
      `npm:${name}@9.9.9`,
      /^npm doesn't have @acme\/protos@9\.9\.9.*npm view @acme\/protos@9\.9\.9/,
    ],
    ["npm:@acme/none@1.0.0", /^npm doesn't have @acme\/none@1\.0\.0/],
  ])("that isn't there is refused with the way out: %s", async (spec, message) => {
    await expect(against(spec)).rejects.toThrow(message);
  });

  test("of a registry that doesn't answer is refused soon, and the registry is blamed", async () => {
    vi.stubEnv("npm_config_registry", "http://user:secret@127.0.0.1:1");
    const refused = against(`npm:${name}@1.4.0`);
    await expect(refused).rejects.toThrow(
      /^npm can't fetch @acme\/protos@1\.4\.0 \(ECONNREFUSED\)/,
    );
    await expect(refused).rejects.not.toThrow("secret");
  });
});
