import { expect, test } from "vitest";
import { report, runId } from "../testing/messages.ts";
import { open, openMemory } from "../testing/open.ts";
import { RUNNING } from "../testing/phases.ts";
import { turns } from "../testing/pump.ts";
import { withMethods } from "../testing/with-methods.ts";
import { Hydrations } from "./hydrations.ts";

test("views are filled so many at a time, in the order in which they came, and one that fails makes room too", async () => {
  const hydrations = new Hydrations(2);
  const told: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const fill = async (name: string): Promise<void> => {
    await hydrations
      .fill(() => {
        told.push(`${name} begins`);
        return new Promise((resolve, reject) => {
          ends.set(name, (error) => (error === undefined ? resolve() : reject(error)));
        });
      })
      .catch((error: unknown) => told.push(`${name}: ${String(error)}`));
  };
  const all = ["a", "b", "c", "d"].map(fill);
  await turns(1);
  expect(told).toEqual(["a begins", "b begins"]);
  expect(hydrations).toMatchObject({ running: 2, waiting: 2 });
  ends.get("b")?.(new Error("no"));
  await turns(1);
  expect(told.slice(2)).toEqual(["c begins", "b: Error: no"]);
  for (const name of ["a", "c"]) ends.get(name)?.();
  await turns(1);
  ends.get("d")?.();
  await Promise.all(all);
  expect(hydrations).toMatchObject({ running: 0, waiting: 0 });
});

test("a view that nobody waits for any more isn't read on, nor kept half filled", async () => {
  const store = await openMemory();
  const { ledger: writer } = await open({ store });
  const names = Array.from({ length: 4500 }, (_, index) => `x${index}`);
  for (const run of ["r", "s"])
    await writer.record(names.map((name) => report(run, name, RUNNING)));
  const gate = Promise.withResolvers<void>();
  let pages = 0;
  const slow = withMethods(store, {
    actionsChanged: async (query) => {
      pages += 1;
      await gate.promise;
      return store.actionsChanged(query);
    },
  });
  const { ledger } = await open({ store: slow, limits: { hydrations: 1 } });
  const watches = ["r", "s"].map((run) => ledger.watchActions(runId(run))[Symbol.asyncIterator]());
  const frames = watches.map((watch) => watch.next());
  await turns(5);
  expect(ledger.stats().views).toMatchObject({ watched: 2, filling: 1, waiting: 1 });
  for (const watch of watches) await watch.return?.();
  gate.resolve();
  await Promise.all(frames);
  await turns(5);
  expect(pages).toBe(1);
  const { views } = ledger.stats();
  expect(views).toMatchObject({ watched: 0, idle: 0, bytes: 0, filling: 0, waiting: 0 });
});
