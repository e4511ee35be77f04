// Flyte 1's command, as its users type it, against a gateway on which an engine tells what happens.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../scripts/testing/temporary-folder.ts";
import { askBy, place, register, tellExecution, tellNode } from "./testing/flyte1-rest.ts";
import { runProgram } from "./testing/run-program.ts";
import { startTestGateway } from "./testing/start-gateway.ts";

const program = process.env["RUNLEDGER_FLYTECTL"] ?? "";

/** A gateway on which a launch plan is registered, and flytectl against it: its output, and that it ended as expected. */
async function open() {
  const gateway = await startTestGateway();
  const ask = askBy(gateway);
  await register(ask);
  // A folder of its own: neither the configuration nor the keyring of whoever runs this.
  const admin = { endpoint: `dns:///${gateway.endpoint}`, insecure: true };
  const home = temporaryFolder({ "flyte.yaml": JSON.stringify({ admin }) });
  const settings = ["--config", join(home, "flyte.yaml"), "--logger.mute"];
  const where = ["--project", place.project, "--domain", place.domain];
  const flytectl = async (words: string, code = 0): Promise<string> => {
    const all = [...settings, ...where, ...words.split(" ")];
    const ended = await runProgram(program, all, { cwd: home, env: { HOME: home } });
    expect(ended.code, ended.output).toBe(code);
    return ended.output;
  };
  /** Creates an execution by any of the command's ways, and tells its name. */
  const create = async (words: string): Promise<string> => {
    const made = /name:"([a-z0-9-]+)"/.exec(await flytectl(`create execution ${words}`));
    return made?.[1] ?? "";
  };
  return { ask, create, flytectl, home };
}

const formats = ["table", "json", "yaml"] as const;

describe.skipIf(program === "")("flytectl", { timeout: 240_000 }, () => {
  test("gets projects, tasks, workflows and launch plans in every format", async () => {
    const { flytectl } = await open();
    const shown = {
      project: "flytesnacks",
      "task shop.train --version v1": "shop.train",
      "workflow shop.flow --version v1": "shop.flow",
      "launchplan shop.flow --version v1": "shop.flow",
    };
    for (const [what, name] of Object.entries(shown)) {
      for (const format of formats) {
        expect(await flytectl(`get ${what} -o ${format}`)).toContain(name);
      }
    }
    const json = JSON.parse(await flytectl("get launchplan shop.flow --latest -o json")) as object;
    expect(json).toMatchObject({ id: { name: "shop.flow", version: "v1" } });
    for (const kind of ["task", "workflow", "launchplan"]) {
      expect(await flytectl(`get ${kind}`)).toContain("shop.");
    }
    const drawn = await flytectl("get workflow shop.flow --version v1 -o dot");
    for (const edge of ["start_node->n0", "n1->end_node"]) expect(drawn).toContain(edge);
    expect(await flytectl("get task shop.none --version v1", 1)).toContain("isn't registered here");
  });

  test("creates, shows, deletes, recovers, relaunches and archives executions", async () => {
    const { ask, create, flytectl, home } = await open();
    const file = join(home, "one.yaml");
    await flytectl(`get launchplan shop.flow --version v1 --execFile ${file}`);
    const told = await readFile(file, "utf8");
    await writeFile(file, told.replace(/name: .*/, "name: Ann"));
    const one = await create(`--execFile ${file}`);
    await tellExecution(ask, one, "RUNNING");
    await tellNode(ask, one, "n0", "RUNNING");
    await tellNode(ask, one, "n0", "SUCCEEDED");
    await tellNode(ask, one, "n1", "RUNNING");
    for (const format of formats) {
      expect(await flytectl(`get execution ${one} -o ${format}`)).toMatch(/RUNNING/);
    }
    expect(await flytectl(`get execution ${one} --details`)).toMatch(
      /n0 - SUCCEEDED[^]*n1 - RUNNING/,
    );
    const details = await flytectl(`get execution ${one} --details -o yaml`);
    expect(details).toMatch(/nodeId: n0[^]*task_execs:/);
    await flytectl(`delete execution ${one}`);
    expect(await flytectl(`get execution ${one}`)).toContain("ABORTED");
    expect(await flytectl(`delete execution ${one}`, 1)).toContain("There is nothing to stop");
    const two = await create(`--recover ${one}`);
    expect(await flytectl(`get execution ${two} --details`)).toContain("n0 - RECOVERED");
    const three = await create(`--relaunch ${one}`);
    expect(new Set([one, two, three])).toHaveProperty("size", 3);
    const data = await ask("GET", `data/executions/${place.project}/${place.domain}/${three}`);
    expect(JSON.stringify(data.body)).toContain('"stringValue":"Ann"');
    expect(await flytectl("get execution")).toMatch(new RegExp(`${three}[^]*${two}[^]*${one}`));
    await flytectl(`update execution ${three} --archive --force`);
    expect(await flytectl("get execution")).not.toContain(three);
  });
});
