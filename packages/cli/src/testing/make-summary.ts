/** A summary of turbo, as far as tests make one. */
export interface SummaryDocument {
  id: string;
  version: string;
  turboVersion: string;
  execution: { command: string; startTime: number; endTime: number; exitCode: number };
  tasks: SummaryTask[];
}

interface SummaryTask {
  taskId: string;
  task: string;
  command: string;
  dependencies: string[];
  cache: { status: string };
  resolvedTaskDefinition: { cache: boolean };
  execution?: { startTime: number; endTime: number; exitCode: number; error?: string };
}

const start = Date.UTC(2026, 0, 2, 3, 4, 5);

/**
 * Makes a summary with a task of each sort: built, taken from the cache, never cached, failed, and waiting for one that
 * isn't in the summary.
 */
export function makeSummary(): SummaryDocument {
  const task = (
    name: string,
    from: number,
    to: number,
    more: Partial<SummaryTask> = {},
  ): SummaryTask => ({
    taskId: name,
    task: name.split("#")[1] ?? "",
    command: `run ${name}`,
    dependencies: [],
    cache: { status: "MISS" },
    resolvedTaskDefinition: { cache: true },
    execution: { startTime: start + from, endTime: start + to, exitCode: 0 },
    ...more,
  });
  return {
    id: "2x",
    version: "1",
    turboVersion: "2.11.9",
    execution: {
      command: "turbo run build test",
      startTime: start,
      endTime: start + 3000,
      exitCode: 1,
    },
    tasks: [
      task("core#build", 10, 1010),
      task("util#build", 10, 12, { cache: { status: "HIT" } }),
      task("app#build", 1015, 2500, { dependencies: ["core#build", "util#build", "gone#build"] }),
      task("core#test", 1012, 2900, {
        dependencies: ["core#build"],
        resolvedTaskDefinition: { cache: false },
      }),
      task("app#test", 2505, 2990, {
        dependencies: ["app#build"],
        execution: {
          startTime: start + 2505,
          endTime: start + 2990,
          exitCode: 1,
          error: "command exited (1)",
        },
      }),
    ],
  };
}
