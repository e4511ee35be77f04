import type { TaskSpec } from "@runledger/proto";

/** What to run, and within what limits. */
export interface ProcessCommand {
  readonly kind: "command";
  /** The program and its arguments, at least the program. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Default: the attempt's own folder. */
  readonly cwd: string | undefined;
  /** How long an attempt may take, in milliseconds. */
  readonly timeoutMs: number | undefined;
  /** How much memory each process of it may address, in bytes. */
  readonly memoryBytes: number | undefined;
  /** How much time of a processor each process of it may take, in seconds. */
  readonly cpuSeconds: number | undefined;
  /** How long a file that it writes may be, stdout and stderr included, in bytes. */
  readonly fileBytes: number;
}

/** What can be wrong with it, in a sentence that names the field and the way out. */
export interface CommandProblem {
  readonly kind: "problem";
  readonly problem: string;
}

/** An endless output ends here: 1 GiB. */
const LONGEST_FILE = 2 ** 30;

const known = new Set([
  "command",
  "env",
  "cwd",
  "timeoutMs",
  "memoryBytes",
  "cpuSeconds",
  "fileBytes",
]);

/**
 * Reads the command off a template's `custom`: `command` (texts), and optionally `env`, `cwd`, `timeoutMs`, `memoryBytes`,
 * `cpuSeconds`, `fileBytes`.
 */
export function commandOf(spec: TaskSpec): ProcessCommand | CommandProblem {
  const custom: Record<string, unknown> = spec.taskTemplate?.custom ?? {};
  const stranger = Object.keys(custom).find((key) => !known.has(key));
  if (stranger !== undefined) {
    return problem(stranger, `isn't known. There are ${[...known].join(", ")}`);
  }
  const { command, cwd, env = {} } = custom;
  if (!isTexts(command) || command.length === 0 || command[0] === "") {
    return problem("command", "must be a list of texts, the program first");
  }
  if (!isTextMap(env)) return problem("env", "must be texts by name, and names must not hold =");
  if (cwd !== undefined && (typeof cwd !== "string" || cwd === "")) {
    return problem("cwd", "must be a folder's path");
  }
  const limits: Record<string, number | undefined> = {};
  for (const name of ["timeoutMs", "memoryBytes", "cpuSeconds", "fileBytes"]) {
    const value = custom[name];
    if (value === undefined) continue;
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value <= 0) {
      return problem(name, `is ${JSON.stringify(value)}, and must be a whole number above 0`);
    }
    limits[name] = value;
  }
  return {
    kind: "command",
    command,
    env,
    cwd,
    timeoutMs: limits["timeoutMs"],
    memoryBytes: limits["memoryBytes"],
    cpuSeconds: limits["cpuSeconds"],
    fileBytes: limits["fileBytes"] ?? LONGEST_FILE,
  };
}

function problem(field: string, wrong: string): CommandProblem {
  return { kind: "problem", problem: `task_template.custom.${field}: ${wrong}.` };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && !value.includes("\0");
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}

function isTextMap(value: unknown): value is Record<string, string> {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.entries(value).every(([key, each]) => key !== "" && !key.includes("=") && isText(each))
  );
}
