import { optionalText } from "./text.ts";
import { textList } from "./text-list.ts";
import { optionalToggle } from "./toggle.ts";
import type { SettingsTable } from "./setting.ts";
import { optionalWholeNumber, wholeNumber } from "./whole-number.ts";
import { optionalWordList } from "./word-list.ts";

/** The kinds of work that this program brings along, by their task types. */
export const pluginNames = ["process", "http", "flyte"] as const;

/** The name of one of them. */
export type PluginName = (typeof pluginNames)[number];

/** What work is done here, and how much of it. */
export interface WorkSettings {
  readonly executor: boolean | undefined;
  readonly plugins: readonly PluginName[] | undefined;
  readonly httpOrigins: readonly string[];
  readonly flyteUrl: string | undefined;
  readonly flyteTaskTypes: readonly string[];
  readonly flyteProject: string | undefined;
  readonly flyteDomain: string | undefined;
  readonly flyteTokenFile: string | undefined;
  readonly flyteCaFile: string | undefined;
  readonly concurrency: number;
  readonly concurrencyPerProject: number | undefined;
  readonly concurrencyPerTaskType: number | undefined;
  readonly workFolder: string | undefined;
  readonly workerTaskTypes: readonly string[];
}

const MOST = 100_000;

/** Declares them. */
export const workSettings: SettingsTable<WorkSettings> = {
  executor: optionalToggle({
    description:
      "Does the work of queued actions in the gateway itself. --no-executor leaves it to others: a ledger that only listens. With PostgreSQL, runledger worker does it in processes of its own.",
    fallbackText: "on, where the database is a file or in memory",
  }),
  plugins: optionalWordList({
    words: pluginNames,
    description:
      "What kinds of work are done here, by task type. process runs commands on this machine, as the user that this program runs as: whoever may create runs may then run any command. http has engines do work that speak a small protocol. flyte has a Flyte 2 do it: see --flyte-url.",
    fallbackText: "all that are set, where only this machine can reach the gateway; else none",
  }),
  httpOrigins: textList({
    placeholder: "ORIGINS",
    expected: "origins with commas between them, as in https://engine.example:8443",
    description:
      "The engines that work of type http may be given to. Needed where http is done and process isn't: whoever may create runs could have requests sent to anything that this machine reaches. Left out: any.",
    isItem: (item) => URL.canParse(item) && new URL(item).origin === item,
  }),
  flyteUrl: optionalText({
    placeholder: "URL",
    expected: "an address that begins with http:// or https://",
    description:
      "The Flyte 2, or Runledger, that does work of the types --flyte-task-types: each attempt is a run there. Left out: none does.",
  }),
  flyteTaskTypes: textList({
    placeholder: "TYPES",
    expected: "task types with commas between them, as in python-task",
    description: "The task types that the Flyte 2 at --flyte-url does.",
    isItem: (item) => item !== "",
  }),
  flyteProject: optionalText({
    placeholder: "NAME",
    expected: "the name of a project",
    description: "The project of the runs there. Left out: the action's own.",
  }),
  flyteDomain: optionalText({
    placeholder: "NAME",
    expected: "the name of a domain",
    description: "The domain of the runs there. Left out: the action's own.",
  }),
  flyteTokenFile: optionalText({
    placeholder: "FILE",
    expected: "the path of a file",
    description:
      "A file with the token that is sent there, read anew for each call. Left out: none is sent.",
  }),
  flyteCaFile: optionalText({
    placeholder: "FILE",
    expected: "the path of a file",
    description: "Certificates to trust there instead of the usual ones, as PEM.",
  }),
  concurrency: wholeNumber({
    description: "How many actions are worked on at a time.",
    fallback: 32,
    min: 1,
    max: MOST,
  }),
  concurrencyPerProject: optionalWholeNumber({
    description: "How many of one project, by all workers on the database together. Left out: any.",
    min: 1,
    max: MOST,
  }),
  concurrencyPerTaskType: optionalWholeNumber({
    description:
      "How many of one task type, by all workers on the database together. Left out: any.",
    min: 1,
    max: MOST,
  }),
  workFolder: optionalText({
    placeholder: "DIR",
    expected: "the path of a folder",
    description:
      "The folder below which each attempt gets one of its own while it is worked on. What it prints and returns is kept with the other files, where --blobs says. Left out: work in the data folder.",
  }),
  workerTaskTypes: textList({
    placeholder: "TYPES",
    expected: "task types with commas between them",
    description:
      "Task types that workers beside this gateway do: a run that Flyte's CreateRun makes of such a task is given to them. Those of the gateway's own executor needn't be named.",
    isItem: (item) => item !== "",
  }),
};
