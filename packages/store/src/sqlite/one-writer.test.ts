import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { openStore } from "../open-store.ts";
import { runChild } from "../testing/run-child.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

// Disks may be slow, and machines busy.
vi.setConfig({ testTimeout: 120_000 });

describe("one process writes to a database", () => {
  test.each(["workers", "here"] as const)(
    "a second store in this process is refused (%s)",
    async (threads) => {
      const path = join(temporaryFolder(), "x.db");
      const first = await openStore(path, { threads });
      await expect(openStore(path, { threads })).rejects.toMatchObject({
        kind: "busy",
        message: expect.stringMatching(`^${path} is in use by process ${process.pid} on .* UTC`),
      });
      await first.close();
      const second = await openStore(path, { threads });
      await second.close();
    },
  );

  test("so is one that names the file in another way", async () => {
    const folder = temporaryFolder();
    const first = await openStore(join(folder, "x.db"));
    symlinkSync(join(folder, "x.db"), join(folder, "y.db"));
    symlinkSync(folder, join(folder, "link"));
    for (const other of ["y.db", join("link", "x.db"), join("link", "y.db")]) {
      await expect(openStore(join(folder, other))).rejects.toMatchObject({ kind: "busy" });
    }
    await first.close();
  });

  test("one in another process is named by its number, and leaves nothing behind when it is killed", async () => {
    const path = join(temporaryFolder(), "x.db");
    const child = runChild("hold-store.ts", [path]);
    expect(await child.nextLine()).toBe('{"kind":"open"}');
    await expect(openStore(path)).rejects.toMatchObject({
      kind: "busy",
      message: expect.stringContaining(`process ${child.process.pid} on `),
    });
    await child.kill();
    const store = await openStore(path);
    await store.ping();
    await store.close();
  });

  test("the other process is refused as well", async () => {
    const path = join(temporaryFolder(), "x.db");
    const store = await openStore(path);
    const child = runChild("hold-store.ts", [path]);
    const answer: unknown = JSON.parse((await child.nextLine()) ?? "");
    expect(answer).toMatchObject({
      kind: "busy",
      message: expect.stringContaining(`process ${process.pid} on `),
    });
    await store.close();
  });

  test("of many that start at once one is let in", async () => {
    const path = join(temporaryFolder(), "x.db");
    const opened = await Promise.allSettled(Array.from({ length: 5 }, () => openStore(path)));
    const stores = opened.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    expect(stores).toHaveLength(1);
    expect(opened.filter(({ status }) => status === "rejected")).toMatchObject(
      Array.from({ length: 4 }, () => ({ reason: { kind: "busy" } })),
    );
    await stores[0]?.close();
  });
});
