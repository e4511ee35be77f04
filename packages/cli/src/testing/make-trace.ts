import { draws } from "../schedule/draws.ts";

/** A WfFormat 1.5 document, as far as tests make one. */
export interface TraceDocument {
  name: string;
  createdAt: string;
  schemaVersion: string;
  runtimeSystem: { name: string };
  workflow: {
    specification: { tasks: SpecifiedTask[] };
    execution: { makespanInSeconds: number; executedAt: string; tasks: ExecutedTask[] };
  };
}

interface SpecifiedTask {
  id: string;
  name: string;
  parents: string[];
  children: string[];
}

interface ExecutedTask {
  id: string;
  runtimeInSeconds: number;
  command: { program: string; arguments: string[] };
  machines: string[];
}

/** The sorts of work that a made trace has, one after the other, as stages. */
const kinds = ["fetch", "align", "merge", "plot"];

/**
 * Makes a trace of tasks in four stages, each task waiting for up to three of the stage before.
 *
 * @param size how many tasks, at least 4
 * @param seed decides who waits for whom, and for how long each runs: up to a minute
 */
export function makeTrace(size: number, seed: number): TraceDocument {
  const stageSize = size / kinds.length;
  const stageOf = (index: number): number => Math.floor(index / stageSize);
  const idOf = (index: number): string =>
    `${kinds[stageOf(index)]}_ID${String(index).padStart(7, "0")}`;
  const parentsOf = (index: number): string[] => {
    const before = Array.from({ length: size }, (_, i) => i).filter(
      (i) => stageOf(i) === stageOf(index) - 1,
    );
    const [first, second, third] = draws(seed, `parents ${index}`);
    const chosen = [first, second, third].map((draw) => before[Math.floor(draw * before.length)]);
    return [...new Set(chosen.filter((i) => i !== undefined))].map(idOf);
  };
  const tasks = Array.from({ length: size }, (_, index): SpecifiedTask => {
    const id = idOf(index);
    return { id, name: id, parents: parentsOf(index), children: [] };
  });
  const byId = new Map(tasks.map((task) => [task.id, task]));
  for (const { id, parents } of tasks)
    for (const parent of parents) byId.get(parent)?.children.push(id);
  return {
    name: `made-${size}`,
    createdAt: "2026-01-02T03:04:05Z",
    schemaVersion: "1.5",
    runtimeSystem: { name: "made by a test" },
    workflow: {
      specification: { tasks },
      execution: {
        makespanInSeconds: 240,
        executedAt: "20260102T030405+0000",
        tasks: tasks.map(({ id }) => ({
          id,
          runtimeInSeconds: Math.round(draws(seed, `runtime ${id}`)[0] * 60_000) / 1000,
          command: { program: id.split("_")[0] ?? "", arguments: [] },
          machines: ["node-1"],
        })),
      },
    },
  };
}
