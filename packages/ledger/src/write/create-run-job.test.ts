import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { RunDeclarationSchema } from "@runledger/proto";
import { describe, expect, test } from "vitest";
import { LedgerError } from "../ledger-error.ts";
import { at, declaration, report, runId } from "../testing/messages.ts";
import { open } from "../testing/open.ts";
import { QUEUED, RUNNING } from "../testing/phases.ts";

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
