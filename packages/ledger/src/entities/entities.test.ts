import { expect, test } from "vitest";
import type { NewEntity } from "../entity.ts";
import { report } from "../testing/messages.ts";
import { open } from "../testing/open.ts";
import { RUNNING } from "../testing/phases.ts";

const task = (name: string, version: string, more: Partial<NewEntity> = {}): NewEntity => ({
  kind: "task",
  project: "p",
  domain: "d",
  name,
  version,
  title: name,
  createdBy: "someone",
  body: Uint8Array.of(1),
  ...more,
});

test("registers a name once: the same again is known, another is taken and changes nothing", async () => {
  const { clock, ledger } = await open();
  const first = await ledger.createEntity(task("train", "1"));
  expect(first).toMatchObject({ kind: "created", entity: { state: 0, createdAt: clock.now() } });
  clock.advance(1000);
  const { entity } = first;
  expect(await ledger.createEntity(task("train", "1"))).toEqual({ kind: "known", entity });
  const other = task("train", "1", { body: Uint8Array.of(2) });
  expect(await ledger.createEntity(other)).toEqual({ kind: "taken", entity });
  expect(await ledger.getEntity(task("train", "1"))).toEqual(entity);
  expect(await ledger.getEntity(task("train", "2"))).toBeUndefined();
});

test("changes what is registered, and says when", async () => {
  const { clock, ledger } = await open();
  const { entity } = await ledger.createEntity(task("train", "1"));
  clock.advance(1000);
  const update = { ...task("train", "1"), title: "Train", state: 1, body: Uint8Array.of(3) };
  const changed = {
    ...entity,
    title: "Train",
    state: 1,
    body: Uint8Array.of(3),
    updatedAt: clock.now(),
  };
  expect(await ledger.updateEntity(update)).toEqual(changed);
  expect(await ledger.getEntity(update)).toEqual(changed);
  expect(await ledger.updateEntity({ ...update, version: "2" })).toBeUndefined();
});

test("lists the newest first, a page at a time, and filters", async () => {
  const { clock, ledger } = await open();
  for (const version of ["1", "2", "3"]) {
    await ledger.createEntity(task("train", version));
    clock.advance(1);
  }
  await ledger.createEntity(task("other", "1"));
  const filter = [{ column: "name", condition: { kind: "in", values: ["train"] } }] as const;
  const first = await ledger.listEntities({ kind: "task", filter, limit: 2 });
  expect(first.items.map(({ version }) => version)).toEqual(["3", "2"]);
  expect(first.hasMore).toBe(true);
  const after = first.cursors.at(-1) ?? "";
  const second = await ledger.listEntities({ kind: "task", filter, limit: 2, after });
  expect(second.items.map(({ version }) => version)).toEqual(["1"]);
  expect(second.hasMore).toBe(false);
});

test("has a project with its first run", async () => {
  const { ledger } = await open();
  const { items: none } = await ledger.listEntities({ kind: "project" });
  expect(none).toEqual([]);
  await ledger.record([report("r", "a0", RUNNING)]);
  const { items } = await ledger.listEntities({ kind: "project" });
  expect(items).toMatchObject([{ name: items[0]?.project, title: "", domain: "", version: "" }]);
});

test("says what is wrong with what is to be registered", async () => {
  const { ledger } = await open({ limits: { bytesPerReport: 10 } });
  await expect(
    ledger.createEntity(task("", "1", { domain: "x".repeat(64) })),
  ).rejects.toMatchObject({
    kind: "invalid",
    violations: [
      { field: "domain", message: "has 64 characters, and the most is 63." },
      { field: "name", message: "is missing." },
    ],
  });
  await expect(
    ledger.createEntity(task("x", "1", { body: new Uint8Array(11) })),
  ).rejects.toMatchObject({
    kind: "limit",
    limit: { name: "bytesPerReport", limit: 10, actual: 11 },
  });
});
