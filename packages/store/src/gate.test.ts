import { describe, expect, test } from "vitest";
import { Gate } from "./gate.ts";

describe("a gate", () => {
  test("lets one through at a time, in order, however the one before ended", async () => {
    const gate = new Gate();
    const log: string[] = [];
    const pass = (name: string, turns: number, fails = false) =>
      gate.run(async () => {
        log.push(`${name} in`);
        for (let i = 0; i < turns; i++) await Promise.resolve();
        log.push(`${name} out`);
        if (fails) throw new Error(name);
        return name;
      });
    const results = await Promise.allSettled([pass("a", 5), pass("b", 0, true), pass("c", 2)]);
    expect(log).toEqual(["a in", "a out", "b in", "b out", "c in", "c out"]);
    expect(results).toMatchObject([{ value: "a" }, { reason: { message: "b" } }, { value: "c" }]);
  });

  test("is idle when all have passed", async () => {
    const gate = new Gate();
    const { promise, resolve } = Promise.withResolvers<void>();
    let passed = false;
    const passing = gate.run(() => promise).then(() => (passed = true));
    const idle = gate.idle().then(() => passed);
    resolve();
    expect(await idle).toBe(true);
    await passing;
  });

  test("refuses what would wait for itself, and lets it pass afterwards", async () => {
    const gate = new Gate();
    let later: (() => Promise<number>) | undefined;
    await gate.run(async () => {
      const again = () => gate.run(async () => 1);
      await expect(again()).rejects.toMatchObject({ kind: "internal" });
      // Started inside, and not waited for.
      later = () => again();
      expect(await new Gate().run(async () => 2)).toBe(2);
    });
    expect(await later?.()).toBe(1);
  });
});
