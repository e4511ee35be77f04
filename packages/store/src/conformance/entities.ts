import assert from "node:assert/strict";
import type { EntityRow } from "../rows.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import { AWKWARD, bytes, noChanges, writeRun } from "./fixtures.ts";
import { withStore } from "./with-store.ts";

const task = (name: string, version: string, more: Partial<EntityRow> = {}) => ({
  kind: "task",
  project: "project",
  domain: "domain",
  name,
  version,
  title: "",
  state: 0,
  createdBy: "",
  createdAt: 1,
  updatedAt: 1,
  body: bytes(1, 2),
  ...more,
});

const large = Uint8Array.from({ length: 300_000 }, (_, i) => i % 251);

/** What is registered under names. */
export const entityCases: readonly ConformanceCase[] = [
  withStore("gives every field of an entity back as it was registered", async (store) => {
    const awkward = task(AWKWARD, AWKWARD, {
      title: AWKWARD,
      state: 7,
      createdBy: AWKWARD,
      createdAt: 1_767_225_600_000_001,
      updatedAt: 1_767_225_600_000_002,
      body: large,
    });
    const { created, entity } = await store.createEntity(awkward);
    assert.equal(created, true);
    const { id, ...rest } = entity;
    assert.deepEqual(rest, awkward);
    assert.ok(id >= 1);
    assert.deepEqual(await store.getEntity(awkward), entity);
    assert.deepEqual(await store.listEntities({ kind: "task", filter: [], sort: [], limit: 9 }), [
      entity,
    ]);
    assert.equal(await store.getEntity({ ...awkward, kind: "workflow" }), undefined);
    assert.equal(await store.getEntity({ ...awkward, version: "other" }), undefined);
  }),

  withStore("registers a name once, whoever comes at the same time", async (store) => {
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        store.createEntity(task("once", "1", { title: `title ${i}` })),
      ),
    );
    assert.equal(results.filter(({ created }) => created).length, 1);
    const winner = results.find(({ created }) => created)?.entity;
    for (const { entity } of results) assert.deepEqual(entity, winner);
  }),

  withStore("changes what was registered, and nothing else", async (store) => {
    const { entity } = await store.createEntity(task("a", "1"));
    const { entity: other } = await store.createEntity(task("a", "2"));
    const change = { ...task("a", "1"), title: AWKWARD, state: 2, updatedAt: 9, body: bytes(9) };
    const changed = { ...entity, title: AWKWARD, state: 2, updatedAt: 9, body: bytes(9) };
    assert.deepEqual(await store.updateEntity({ ...change }), changed);
    assert.deepEqual(await store.getEntity(change), changed);
    assert.deepEqual(await store.getEntity(other), other);
    assert.equal(await store.updateEntity({ ...change, name: "nobody" }), undefined);
  }),

  withStore("registers along with a transaction, in place of what stands there", async (store) => {
    await store.createEntity(task("a", "1"));
    const entities = [
      task("a", "1", {
        title: AWKWARD,
        state: 3,
        createdBy: "b",
        createdAt: 5,
        updatedAt: 6,
        body: large,
      }),
      task(AWKWARD, AWKWARD, { body: bytes() }),
    ];
    await store.transact((transaction) => transaction.write({ ...noChanges, entities }));
    for (const entity of entities) {
      const { id, ...rest } = (await store.getEntity(entity)) ?? { id: 0 };
      assert.deepEqual(rest, entity);
      assert.ok(id >= 1);
    }
    const gone = store.transact(async (transaction) => {
      await transaction.write({ ...noChanges, entities: [task("gone", "1"), task("a", "1")] });
      throw new Error("the work gives up");
    });
    await assert.rejects(gone, /gives up/);
    assert.equal(await store.getEntity(task("gone", "1")), undefined);
    assert.equal((await store.getEntity(task("a", "1")))?.state, 3);
  }),

  withStore("lists entities of one kind, filtered, sorted, a page at a time", async (store) => {
    for (const [name, version, createdAt] of [
      ["b", "1", 5],
      ["a", "1", 3],
      ["a", "2", 4],
      ["c", "1", 3],
    ] as const)
      await store.createEntity(task(name, version, { createdAt }));
    await store.createEntity(task("a", "1", { kind: "workflow" }));
    await store.createEntity(task("a", "1", { project: "other" }));
    const listed = [];
    const sort = [{ column: "createdAt", descending: true }] as const;
    const filter = [{ column: "project", condition: { kind: "in", values: ["project"] } }] as const;
    for (let after; ;) {
      const page = await store.listEntities({
        kind: "task",
        filter,
        sort,
        limit: 3,
        ...(after === undefined ? {} : { after }),
      });
      const last = page.at(-1);
      if (last === undefined) break;
      listed.push(...page.map(({ name, version }) => name + version));
      after = { keys: [last.createdAt], id: last.id };
    }
    assert.deepEqual(listed, ["b1", "a2", "c1", "a1"]);
  }),

  withStore(
    "has a project with its first run, and keeps one that was registered",
    async (store) => {
      const project = (name: string) => ({
        ...task(name, "", { kind: "project", project: name, domain: "", title: "Mine" }),
      });
      const { entity } = await store.createEntity(project("mine"));
      await writeRun(store, "one", [{}], { project: "mine" });
      await writeRun(store, "two", [{}], { project: "new", createdAt: 4 });
      await writeRun(store, "three", [{}], { project: "new", createdAt: 5 });
      const sort = [{ column: "name", descending: false }] as const;
      const [mine, fresh, ...more] = await store.listEntities({
        kind: "project",
        filter: [],
        sort,
        limit: 9,
      });
      assert.deepEqual(mine, entity);
      assert.deepEqual([fresh?.name, fresh?.title, fresh?.body.length], ["new", "", 0]);
      assert.deepEqual(more, []);
      assert.equal((await store.createEntity(project("new"))).created, false);
    },
  ),
];
