import { expect, test } from "vitest";
import { attemptFiles } from "../attempt-files.ts";
import { readOutputs } from "../outputs/read-outputs.ts";
import { Bench, run } from "../testing/open.ts";
import { defineTask } from "./define-task.ts";
import { defineWorkflow } from "./define-workflow.ts";
import { workflowPlugins } from "./workflow-plugins.ts";

test(
  "a map over three thousand gives what each gives, in order",
  { timeout: 120_000 },
  async () => {
    const inputs = Array.from({ length: 3000 }, (_, n) => n);
    const double = defineTask({ name: "double", run: (n: number) => 2 * n });
    const workflow = defineWorkflow({
      name: "it",
      uses: [double],
      run: (_: null, flow) => flow.map(double, inputs),
    });
    const bench = await Bench.open();
    const { folder, ledger } = bench;
    bench.work({ plugins: workflowPlugins({ ledger, workflows: [workflow] }) });
    await bench.declare("workflow/it", { it: {} });
    const { attempts, id } = await bench.ended("it");
    const place = {
      action: id ?? { $typeName: "runledger.run.v1.ActionIdentifier", name: "it", run },
      attempt: 1,
      folder,
    };
    const uri = attempts.at(-1)?.outputs?.outputUri ?? "";
    expect(await readOutputs(attemptFiles(undefined, place), uri)).toEqual({
      kind: "outputs",
      value: inputs.map((n) => 2 * n),
    });
  },
);
