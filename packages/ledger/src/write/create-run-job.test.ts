import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { RunDeclarationSchema } from "@runledger/proto";
import { StoreError, type WriteTransaction } from "@runledger/store";
import { describe, expect, test } from "vitest";
import { LedgerError } from "../ledger-error.ts";
import { actionId, at, declaration, report, runId } from "../testing/messages.ts";
import { open, openFile } from "../testing/open.ts";
import { QUEUED, RUNNING, SUCCEEDED } from "../testing/phases.ts";

type Told = MessageInitShape<typeof RunDeclarationSchema>;

const run = (told: Told = {}) => create(RunDeclarationSchema, { id: runId("r"), ...told });

const full: Told = {
  labels: { team: "a" },
  runSpec: { queue: "fast" },
  engine: "engine",
  root: declaration("", { metadata: { group: "g" }, createdTime: at(1) }),
};

describe("creating a run", () => {
  test("declares it with its root", async () => {
    const { ledger } = await open();
    const result = await ledger.createRun(run(full));
    expect(result).toMatchObject({ kind: "created", reportedBefore: false });
    expect(result.run).toMatchObject({
      declared: true,
      engine: "engine",
      labels: { team: "a" },
      action: { id: { name: "a0" }, metadata: { group: "g" }, status: { phase: QUEUED } },
    });
    const details = await ledger.getRunDetails(runId("r"));
    expect(details?.runSpec?.queue).toBe("fast");
    expect(details?.action?.status?.revision).toBe(result.run.revision);
  });

  test("again with the same content: it exists, and nothing changes", async () => {
    const { ledger } = await open();
    const first = await ledger.createRun(run(full));
    expect(await ledger.createRun(run(full))).toEqual({ kind: "exists", run: first.run });
  });

  test.each<[string, Told]>([
    ["labels", { ...full, labels: { team: "b" } }],
    ["labels", { ...full, labels: { team: "a", more: "c" } }],
    ["engine", { ...full, engine: "" }],
    ["run_spec", { ...full, runSpec: { queue: "slow" } }],
    ["root", { ...full, root: declaration("", { metadata: { group: "h" } }) }],
  ])("again with other %s: taken, and the first stands", async (what, other) => {
    const { ledger } = await open();
    const first = await ledger.createRun(run(full));
    const result = await ledger.createRun(run(other));
    expect(result).toMatchObject({ kind: "taken", run: first.run });
    expect(result).toHaveProperty("message", expect.stringContaining(what));
  });

  test("that was reported on before: what was reported stands", async () => {
    const { ledger } = await open();
    await ledger.record([report("r", "a0", RUNNING), report("r", "x", RUNNING)]);
    const result = await ledger.createRun(run(full));
    expect(result).toMatchObject({ kind: "created", reportedBefore: true });
    expect(result.run).toMatchObject({ declared: true, action: { status: { phase: RUNNING } } });
    expect(result.run.revision).toBe(result.run.action?.status?.revision);
  });

  describe("with what is known from the beginning", () => {
    const entity = {
      kind: "note",
      project: "project",
      domain: "domain",
      name: "r",
      version: "",
      title: "t",
      createdBy: "",
      body: Uint8Array.of(1),
    };
    const reports = [
      { ...report("r", "x", SUCCEEDED), declaration: declaration("x", { inputUri: "s3://x" }) },
      report("r", "y", SUCCEEDED),
    ];

    test("commits all of it at once", async () => {
      const { ledger } = await open();
      await ledger.createEntity({ ...entity, title: "of another" });
      const created = await ledger.createRun(run(full), { reports, entity });
      expect(created).toMatchObject({ kind: "created", reportedBefore: false });
      const { items } = await ledger.listActions(runId("r"), {});
      expect(Object.fromEntries(items.map((each) => [each.id?.name, each.status?.phase]))).toEqual({
        a0: QUEUED,
        x: SUCCEEDED,
        y: SUCCEEDED,
      });
      expect(created.run.revision).toBe(
        items.map(({ status }) => status?.revision ?? 0n).reduce((a, b) => (a > b ? a : b)),
      );
      expect(await ledger.getEntity(entity)).toMatchObject({ title: "t", body: entity.body });
      expect(await ledger.createRun(run(full), { reports, entity })).toMatchObject({
        kind: "exists",
        run: created.run,
      });
    });

    test("leaves a run alone that was reported on, or declared otherwise", async () => {
      const { ledger } = await open();
      await ledger.record([report("r", "a0", RUNNING)]);
      const told = await ledger.getRun(runId("r"));
      const result = await ledger.createRun(run(full), { reports, entity });
      expect(result).toMatchObject({ kind: "taken", run: told });
      expect(result).toHaveProperty("message", expect.stringContaining("known by reports"));
      await ledger.createRun(run(full));
      const other = run({ ...full, engine: "" });
      expect(await ledger.createRun(other, { reports, entity })).toMatchObject({ kind: "taken" });
      expect(await ledger.getAction({ ...actionId("r", "x") })).toBeUndefined();
      expect(await ledger.getEntity(entity)).toBeUndefined();
    });

    test.each([
      ["reports[1]", { reports: [report("r", "x", RUNNING), report("other", "x", RUNNING)] }],
      ["reports[0]", { reports: [report("r", "", SUCCEEDED)] }],
      ["project", { entity: { ...entity, project: "" } }],
    ])("refuses what is malformed by its name, and creates nothing: %s", async (named, along) => {
      const { ledger } = await open();
      await expect(ledger.createRun(run(full), along)).rejects.toMatchObject({
        kind: "invalid",
        message: expect.stringContaining(named),
      });
      expect(await ledger.getRun(runId("r"))).toBeUndefined();
    });

    test("creates nothing where a report would be refused, and whoever writes beside it is answered", async () => {
      const { ledger } = await open();
      const twice = [report("r", "x", SUCCEEDED), report("r", "x", RUNNING, { attempt: 2 })];
      const [refused, beside] = await Promise.allSettled([
        ledger.createRun(run(full), { reports: twice, entity }),
        ledger.createRun(run({ id: runId("beside") })),
      ]);
      expect(refused).toMatchObject({ status: "rejected", reason: { kind: "internal" } });
      expect(beside).toMatchObject({ status: "fulfilled", value: { kind: "created" } });
      expect(await ledger.getRun(runId("r"))).toBeUndefined();
      expect(await ledger.getEntity(entity)).toBeUndefined();
    });

    test("commits as much as there is: hundreds of reports at once, or none of them", async () => {
      const store = await openFile();
      const many = Array.from({ length: 400 }, (_, i) => report("r", `x${i}`, SUCCEEDED));
      let cuts = 2;
      const cut = new Proxy(store, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name, target);
          if (typeof value !== "function") return value;
          if (name !== "transact") return value.bind(target) as unknown;
          return (work: (transaction: WriteTransaction) => Promise<unknown>) =>
            target.transact(async (transaction) => {
              const done = await work(transaction);
              if ((cuts -= 1) >= 0) throw new StoreError("unavailable", "The database is away.");
              return done;
            });
        },
      });
      const { ledger } = await open({ store: cut });
      const creating = () => ledger.createRun(run(full), { reports: many, entity });
      for (const _ of [1, 2]) {
        await expect(creating()).rejects.toMatchObject({ kind: "unavailable" });
        expect(await ledger.getRun(runId("r"))).toBeUndefined();
        expect(await ledger.getEntity(entity)).toBeUndefined();
      }
      expect(await creating()).toMatchObject({ kind: "created" });
      const { items } = await ledger.listActions(runId("r"), { limit: 1000 });
      expect(items).toHaveLength(401);
    });
  });

  test("whose root was declared by itself: the root stands", async () => {
    const { ledger } = await open();
    await ledger.declareActions(runId("r"), [declaration("a0", { metadata: { group: "g" } })]);
    expect(
      await ledger.createRun(run({ root: declaration("", { metadata: { group: "h" } }) })),
    ).toMatchObject({ kind: "taken" });
    expect(await ledger.createRun(run())).toMatchObject({
      kind: "created",
      run: { action: { metadata: { group: "g" } } },
    });
  });

  test("without a name: each gets another one, by the randomness that was passed in", async () => {
    const { ledger } = await open();
    const nameless = run({ id: { project: "p", domain: "d" } });
    const first = await ledger.createRun(nameless);
    const second = await ledger.createRun(nameless);
    const names = [first, second].map((result) => result.run.action?.id?.run?.name);
    expect(names).toEqual([
      expect.stringMatching(/^r[a-z2-9]{20}$/u),
      expect.stringMatching(/^r/u),
    ]);
    expect(new Set(names).size).toBe(2);
    const { ledger: same } = await open();
    expect((await same.createRun(nameless)).run.action?.id?.run?.name).toBe(names[0]);
  });

  test.each<[string, Told]>([
    ["id.project", { id: { name: "r", domain: "d" } }],
    ["engine", { ...full, engine: "e".repeat(256) }],
    ["root.name", { root: declaration("a1") }],
    ["root", { root: declaration("a0", { metadata: { parent: "x" } }) }],
  ])("that is malformed: an error that names %s", async (field, told) => {
    const { ledger } = await open();
    const failure = await ledger.createRun(run(told)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LedgerError);
    expect(failure).toMatchObject({ kind: "invalid", violations: [{ field }] });
  });
});
