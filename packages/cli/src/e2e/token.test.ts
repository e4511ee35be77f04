import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { CommandProcess } from "../testing/process.ts";

const token = "a-token-of-a-test-0123456789";

it(
  "a gateway that asks for a token gets it from the environment or a file, and its demo fails without it",
  { timeout: 60_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "runledger-token-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, "token");
    writeFileSync(file, `${token}\n`);
    using serving = new CommandProcess([
      "serve",
      "--port",
      "0",
      "--database",
      "memory:",
      "--auth-token-file",
      file,
      "--demo",
    ]);
    const [, url = ""] = await serving.match(/GraphQL +(http:\S+)\/graphql/);
    await serving.match(
      /the demo can't be played: the gateway answers 401 .*set RUNLEDGER_TOKEN, or --token-file/,
    );

    using without = new CommandProcess(["runs", "--to", url]);
    expect(await without.ended()).toBe(1);
    expect(without.stderr).toMatch(
      /^error: the gateway answers 401 .*set RUNLEDGER_TOKEN, or --token-file/,
    );

    using fromEnvironment = new CommandProcess(["runs", "--to", url], { RUNLEDGER_TOKEN: token });
    expect(await fromEnvironment.ended()).toBe(0);
    using fromFile = new CommandProcess(["demo", "--to", url, "--token-file", file]);
    expect(await fromFile.ended()).toBe(0);
  },
);
