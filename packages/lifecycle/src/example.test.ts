// The example in ../examples/delivery: a lifecycle that has nothing to do with runs.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  type ParcelStatusNext,
  parcelStatusGuard,
  parcelStatusSteps,
  parcelStatusTransitions,
} from "../examples/delivery/src/gen/delivery/v1/parcel_lifecycle.ts";
import { ParcelStatus } from "../examples/delivery/src/gen/delivery/v1/parcel_pb.ts";
import { messages, parcels, scan, sendAnother } from "../examples/delivery/src/track.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const example = "packages/lifecycle/examples/delivery";

describe("the example", () => {
  test("is generated as it stands", { timeout: 30_000 }, () => {
    const out = mkdtempSync(join(tmpdir(), "delivery-"));
    try {
      execFileSync(
        "node_modules/.bin/buf",
        ["generate", "--template", `${example}/buf.gen.yaml`, "--output", out],
        { cwd: root, stdio: "pipe", env: pathWithTools(), shell: process.platform === "win32" },
      );
      const gen = `${example}/src/gen`;
      const fresh = filesIn(join(out, gen));
      expect(Object.keys(fresh)).toHaveLength(5);
      expect(filesIn(join(root, gen))).toEqual(fresh);
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  });

  test("follows a parcel, some of its scans lost and one late", () => {
    const ordered = { status: ParcelStatus.ORDERED, attempt: 1 };
    const held = scan(ordered, ParcelStatus.AT_CUSTOMS);
    expect(held).toEqual({
      kind: "moved",
      parcel: { status: ParcelStatus.AT_CUSTOMS, attempt: 1 },
    });
    expect(scan(held.parcel, ParcelStatus.IN_TRANSIT)).toMatchObject({ kind: "late" });
    expect(scan(held.parcel, ParcelStatus.AT_CUSTOMS)).toMatchObject({ kind: "known" });
    expect(scan(held.parcel, ParcelStatus.CANCELLED)).toEqual({
      kind: "refused",
      parcel: held.parcel,
      why: "CANCELLED can't follow AT_CUSTOMS, which may be followed by DELIVERED or LOST.",
    });
    expect(scan(held.parcel, 77 as ParcelStatus)).toMatchObject({ kind: "refused" });
  });

  test("sends another parcel after a loss, and only then", () => {
    for (const { number, outcome } of parcels.values) {
      const another = sendAnother({ status: number, attempt: 1 });
      expect(another).toEqual(
        outcome === "failure" ? { status: ParcelStatus.ORDERED, attempt: 2 } : undefined,
      );
    }
  });

  test("has tables that agree with what is read at run time", () => {
    for (const value of parcels.values) {
      const name = value.shortName as keyof typeof parcelStatusSteps;
      expect(messages[name]).toMatch(/\.$/);
      expect(parcelStatusSteps[name].number).toBe(value.number);
      expect(parcelStatusTransitions[name]).toEqual(
        value.followedBy.map((number) => parcels.of(number)?.shortName),
      );
    }
    const next: ParcelStatusNext<"AT_CUSTOMS"> = "LOST";
    // @ts-expect-error -- ORDERED does not follow AT_CUSTOMS, and the compiler knows.
    const notNext: ParcelStatusNext<"AT_CUSTOMS"> = "ORDERED";
    expect([next, notNext]).toHaveLength(2);
    // @ts-expect-error -- a table that leaves a status out does not compile.
    const incomplete: typeof messages = { UNSPECIFIED: "" };
    expect(incomplete).toBeDefined();
  });

  test("guards a column in a database", () => {
    using database = new DatabaseSync(":memory:");
    database.exec(readFileSync(join(root, example, "src/gen/lifecycle.sql"), "utf8"));
    database.exec(`
      CREATE TABLE parcel (id INTEGER PRIMARY KEY, status INTEGER NOT NULL);
      CREATE TRIGGER parcel_guard BEFORE UPDATE OF status ON parcel
      WHEN NOT EXISTS (
        SELECT 1 FROM lifecycle_edge
        WHERE lifecycle = 'delivery.v1.ParcelStatus' AND from_value = OLD.status AND to_value = NEW.status)
      BEGIN SELECT RAISE(ABORT, 'illegal'); END;
      INSERT INTO parcel VALUES (1, 0);`);
    const put = database.prepare("INSERT OR REPLACE INTO parcel VALUES (1, ?)");
    const update = database.prepare("UPDATE parcel SET status = ? WHERE id = 1");
    for (const from of parcels.values) {
      for (const to of parcels.values) {
        put.run(from.number);
        expect(
          messageOf(() => update.run(to.number)),
          `${from.name} → ${to.name}`,
        ).toBe(parcels.reachable(from.number, to.number) ? "done" : "illegal");
      }
    }
    const { lifecycle, version, fingerprint, initial } = parcelStatusGuard;
    expect({ ...database.prepare("SELECT * FROM lifecycle").get() }).toEqual({
      lifecycle,
      version,
      fingerprint,
      initial_value: initial,
    });
  });
});

function messageOf(act: () => unknown): string {
  try {
    act();
    return "done";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function pathWithTools(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: [join(root, "node_modules/.bin"), process.env["PATH"]].join(
      process.platform === "win32" ? ";" : ":",
    ),
  };
}

function filesIn(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.toSorted().map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );
}
