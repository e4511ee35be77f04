import { create } from "@bufbuild/protobuf";
import { WorkflowExecutionConfigSchema } from "@runledger/proto/flyteidl/admin";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type ExecutionConfig, mergeExecutionConfig } from "./merge-execution-config.ts";

type Init = Exclude<Parameters<typeof config>[0], undefined>;
const config = (told?: Parameters<typeof create<typeof WorkflowExecutionConfigSchema>>[1]) =>
  create(WorkflowExecutionConfigSchema, told);

/** For each field: what says something, and what is set and says nothing. */
const fields: Readonly<Record<keyof ExecutionConfig, { says: Init; empty: Init }>> = {
  annotations: { says: { annotations: { values: { a: "1" } } }, empty: { annotations: {} } },
  envs: { says: { envs: { values: [{ key: "A", value: "1" }] } }, empty: { envs: {} } },
  interruptible: { says: { interruptible: false }, empty: {} },
  labels: { says: { labels: { values: { l: "1" } } }, empty: { labels: {} } },
  maxParallelism: { says: { maxParallelism: 3 }, empty: { maxParallelism: 0 } },
  overwriteCache: { says: { overwriteCache: true }, empty: { overwriteCache: false } },
  rawOutputDataConfig: {
    says: { rawOutputDataConfig: { outputLocationPrefix: "s3://x" } },
    empty: { rawOutputDataConfig: {} },
  },
  securityContext: {
    says: { securityContext: { runAs: { iamRole: "r" } } },
    empty: { securityContext: { runAs: {} } },
  },
};

test.each(Object.entries(fields))("%s: the first one that says anything wins", (name, told) => {
  const merged = mergeExecutionConfig([config(told.empty), config(told.says), config()]);
  expect(merged).toEqual({ [name]: config(told.says)[name as keyof ExecutionConfig] });
  expect(mergeExecutionConfig([config(told.empty)])).toEqual({});
});

test("maps are taken whole, and never mixed", () => {
  const first = config({ labels: { values: { a: "1" } } });
  const second = config({ labels: { values: { a: "2", b: "2" } }, maxParallelism: 2 });
  expect(mergeExecutionConfig([first, second])).toMatchObject({
    labels: { values: { a: "1" } },
    maxParallelism: 2,
  });
  expect(mergeExecutionConfig([first, second]).labels?.values).toEqual({ a: "1" });
});

test("any layers: a layer that says all hides those after it, and one that says nothing hides none", () => {
  const some = fc
    .subarray(Object.values(fields))
    .map((chosen) => config(Object.assign({}, ...chosen.map(({ says }) => says)) as Init));
  const all = config(Object.assign({}, ...Object.values(fields).map(({ says }) => says)) as Init);
  fc.assert(
    fc.property(fc.array(some), fc.array(some), (before, after) => {
      const merged = mergeExecutionConfig([...before, all, ...after]);
      expect(mergeExecutionConfig([...before, all])).toEqual(merged);
      expect(mergeExecutionConfig([config(), ...before, config(), all])).toEqual(merged);
    }),
  );
});
