// What is registered from files: as pyflyte writes them, as people write them, and what is wrong with them.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { create, toBinary, toJson } from "@bufbuild/protobuf";
import {
  LaunchPlanSchema,
  TaskCreateRequestSchema,
  TaskSpecSchema,
  WorkflowSpecSchema,
} from "@runledger/proto/flyteidl/admin";
import { AdminService } from "@runledger/proto/flyteidl/service";
import * as fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { planId, taskId, workflowId } from "../../testing/flyte1.ts";
import { rpcClient } from "../../testing/rpc-client.ts";
import { startTestGateway } from "../../testing/start-test-gateway.ts";
import { readRegistrations } from "./read-registrations.ts";
import { readTar } from "./read-tar.ts";
import { RegisterError } from "./register-error.ts";
import { registerOne } from "./register-one.ts";

const folder = mkdtempSync(join(tmpdir(), "runledger-register-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
/** Writes a file into a folder of its own. */
function write(name: string, content: Uint8Array | string): string {
  const path = join(folder, String((files += 1)), name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const template = { id: taskId, type: "python-task" };
const node = {
  id: "n0",
  target: {
    case: "taskNode",
    value: { reference: { case: "referenceId", value: { ...taskId, version: "" } } },
  },
} as const;
const task = toBinary(TaskSpecSchema, create(TaskSpecSchema, { template }));
const open = { ...workflowId, project: "{{ registration.project }}", version: "" };
const workflow = toBinary(
  WorkflowSpecSchema,
  create(WorkflowSpecSchema, { template: { id: open, nodes: [node] } }),
);
const plan = toBinary(
  LaunchPlanSchema,
  create(LaunchPlanSchema, { id: planId, spec: { workflowId } }),
);
const long = `3_${"very.long.".repeat(20)}flow_2.pb`;

describe("files", () => {
  test("of pyflyte are read in an archive, and what names nothing is filled in, deep inside too", async () => {
    const source = mkdtempSync(join(folder, "package-"));
    writeFileSync(join(source, "0_plan_3.pb"), plan);
    writeFileSync(join(source, long), workflow);
    writeFileSync(join(source, "2_train_1.pb"), task);
    writeFileSync(join(source, "script_mode.tar.gz"), "code");
    for (const format of ["pax", "gnu"]) {
      const archive = join(folder, `${format}.tgz`);
      execFileSync("tar", [`--format=${format}`, "-czf", archive, "-C", source, "."]);
      const found = await readRegistrations([archive], { project: "p", version: "v1" });
      expect(found).toMatchObject([
        { kind: "task", request: { id: taskId, spec: { template } } },
        {
          kind: "workflow",
          request: {
            id: workflowId,
            spec: {
              template: { nodes: [{ target: { value: { reference: { value: taskId } } } }] },
            },
          },
        },
        { kind: "launch plan", request: { id: planId, spec: { workflowId } } },
      ]);
    }
  });

  test("of people are read: JSON, YAML, several documents, lists, either naming, what flytectl has written", async () => {
    const request = toJson(
      TaskCreateRequestSchema,
      create(TaskCreateRequestSchema, { id: taskId, spec: { template } }),
    );
    const snake = {
      id: { ...planId, resource_type: "LAUNCH_PLAN" },
      spec: { workflow_id: workflowId },
    };
    const { resourceType: _, ...id } = snake.id;
    const described = { ...snake, id, closure: { state: "ACTIVE", createdAt: "x" } };
    const found = await readRegistrations([
      write("a.json", JSON.stringify([described, request])),
      write("b.yaml", `${stringify(request)}---\n${stringify(described)}`),
    ]);
    expect(found.map(({ kind }) => kind)).toEqual(["task", "task", "launch plan", "launch plan"]);
    expect(found[0]?.request).toEqual(found[1]?.request);
    expect(found[2]?.request).toMatchObject({ id: planId, spec: { workflowId } });
    expect(found[2]?.request).toEqual(found[3]?.request);
  });

  const spec = (id: object, args: string[] = []) =>
    toBinary(
      TaskSpecSchema,
      create(TaskSpecSchema, {
        template: { id: { ...taskId, ...id }, target: { case: "container", value: { args } } },
      }),
    );
  const gzipped = gzipSync("no tar".repeat(200));
  test.each<[string, Uint8Array | string, string]>([
    ["x.txt", "", "is no .pb, .tgz"],
    ["x.pb", task, "doesn't say what it is"],
    ["x_1.pb", "\u00ff", "is no flyteidl.admin.TaskSpec"],
    ["x_1.pb", "", "has no id."],
    ["x_1.pb", spec({ project: "" }), "has no id.project. Say it in the file, or with --project."],
    ["x_1.pb", spec({ name: "" }), "has no id.name."],
    ["x_1.pb", spec({}, ["{{ .remote_package_path }}"]), "has to be uploaded first"],
    ["x.tgz", "no gzip", "is no gzip"],
    ["x.tgz", gzipped, "is no tar"],
    ["x.tar", "", "holds no .pb"],
    ["x.json", "{", "can't be read"],
    ["x.json", "[1]", "item 1, is no object"],
    ["x.yaml", "id: {resourceType: DATASET}", "which has to be TASK, WORKFLOW or LAUNCH_PLAN"],
    [
      "x.yaml",
      "id: {resourceType: TASK, nome: x}",
      "item 1, is no flyteidl.admin.TaskCreateRequest",
    ],
  ])("that can't be taken are refused by name: %s %#", async (name, content, problem) => {
    const path = write(name, content);
    const error = await readRegistrations([path]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RegisterError);
    expect(String(error)).toContain(path);
    expect(String(error)).toContain(problem);
  });

  test("that aren't there are refused by name", async () => {
    await expect(readRegistrations(["/no/such_1.pb"])).rejects.toThrow(
      /no\/such_1.pb can't be read/,
    );
  });

  test("no bytes are a mistake in reading a tar: it is read, or refused", () => {
    const whole = execFileSync("tar", ["-cf", "-", "-C", folder, "."]);
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(whole.length), fc.nat(255), (end, at, byte) => {
        const bytes = Uint8Array.from(whole.subarray(0, end));
        bytes[at] = byte;
        try {
          readTar("x.tar", bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(RegisterError);
        }
      }),
      { numRuns: 100 },
    );
  });
});

test("a gateway registers files when it starts, as often as it starts, and doesn't start with one that is refused", async () => {
  const register = [write("1_1.pb", task), write("3_3.pb", plan), write("2_2.pb", workflow)];
  await expect(startTestGateway({ register })).rejects.toThrow(/2_2.pb has no id.project/);
  const named = toBinary(
    WorkflowSpecSchema,
    create(WorkflowSpecSchema, { template: { id: workflowId } }),
  );
  const whole = [...register.slice(0, 2), write("2_2.pb", named)];
  const gateway = await startTestGateway({ register: [...whole, ...whole] });
  const admin = rpcClient(AdminService, gateway);
  expect(await admin.getLaunchPlan({ id: planId })).toMatchObject({ spec: { workflowId } });
  const [found] = await readRegistrations([register[1] ?? ""]);
  if (found === undefined) throw new Error("nothing was read");
  expect(await registerOne(admin, found, true)).toEqual({ kind: "known" });
  expect(await admin.getActiveLaunchPlan({ id: planId })).toMatchObject({ id: planId });
  const other = write(
    "3_3.pb",
    toBinary(
      LaunchPlanSchema,
      create(LaunchPlanSchema, {
        id: planId,
        spec: { workflowId: { ...workflowId, name: "none" } },
      }),
    ),
  );
  await expect(startTestGateway({ register: [...whole, other] })).rejects.toThrow(
    /3_3.pb: .*none.*--register/,
  );
});
