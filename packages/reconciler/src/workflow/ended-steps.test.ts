import { create } from "@bufbuild/protobuf";
import { type ActionDetails, ActionDetailsSchema, ActionPhase } from "@runledger/proto";
import { expect, test } from "vitest";
import { endedSteps } from "./ended-steps.ts";

const detailsOf = (name: string): ActionDetails =>
  create(ActionDetailsSchema, { id: { name }, status: { phase: ActionPhase.SUCCEEDED } });

test("steps are given in the order in which they ended, whichever is read first", async () => {
  const names = Array.from({ length: 40 }, (_, n) => `s${n}`);
  const watch = {
    async *ended() {
      yield names.slice(0, 1).map(detailsOf);
      yield names.slice(1).map(detailsOf);
    },
  };
  const open = new Map<string, () => void>();
  const given: string[] = [];
  const read = ({ id }: ActionDetails) =>
    new Promise<string>((resolve) => {
      const name = id?.name ?? "";
      open.set(name, () => resolve(name));
    });
  const all = (async () => {
    for await (const ended of endedSteps(watch, read)) {
      given.push(ended.name);
      expect(ended).toMatchObject({ value: ended.name });
    }
  })();
  // The last of those that are being read is read first.
  while (given.length < names.length) {
    const [name, resolve] = [...open].at(-1) ?? [];
    if (name !== undefined) open.delete(name);
    resolve?.();
    await new Promise((go) => setImmediate(go));
  }
  await all;
  expect(given).toEqual(names);
});
