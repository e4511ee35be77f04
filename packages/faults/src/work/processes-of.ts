import { readdirSync, readFileSync } from "node:fs";

/** Lists the processes of this machine that do work of a run, as the system's table has them: Linux alone. */
export function processesOf(run: string): string[] {
  const mark = `RUNLEDGER_RUN=${run}`;
  return readdirSync("/proc")
    .filter((name) => /^[0-9]+$/.test(name))
    .flatMap((pid) => {
      const variables = read(`/proc/${pid}/environ`);
      if (!variables.split("\0").includes(mark)) return [];
      return [`${pid} ${read(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim()}`];
    });
}

/** Reads a file of a process, which may end meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
