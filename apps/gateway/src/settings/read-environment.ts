import { Finder, type FoundValues } from "./found-values.ts";
import { variableOf } from "./setting-names.ts";
import { settingsByName } from "./table.ts";
import { unknownName } from "./unknown-name.ts";

/** What the environment says. */
export interface Variables extends FoundValues {
  /** The file named by RUNLEDGER_CONFIG. */
  readonly config: string | undefined;
}

const prefix = "RUNLEDGER_";
const configVariable = `${prefix}CONFIG`;

/** What the command reads, on the same machine. */
const othersNames = new Set([`${prefix}URL`, `${prefix}TOKEN`]);

/** What Kubernetes sets in every pod beside a Service named "runledger". */
const serviceLink = /^RUNLEDGER_(SERVICE_(HOST|PORT.*)|PORT_[0-9]+_(TCP|UDP|SCTP).*)$/;

const byVariable = new Map(
  [...settingsByName].map(([name, setting]) => [variableOf(name), { name, setting }]),
);

/** Reads environment variables. Empty ones count as not set. */
export function readEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Variables {
  const finder = new Finder();
  for (const [variable, text = ""] of Object.entries(environment)) {
    if (!variable.startsWith(prefix) || text === "" || variable === configVariable) continue;
    const known = byVariable.get(variable);
    if (known !== undefined) {
      const { name, setting } = known;
      finder.take(name, setting.parse(text), variable, shownText(text), setting.expected);
    } else if (!othersNames.has(variable) && !serviceLink.test(variable)) {
      finder.problems.push(
        unknownName(variable, [...byVariable.keys(), configVariable], " in the environment"),
      );
    }
  }
  return { ...finder.found(), config: environment[configVariable] || undefined };
}

function shownText(text: string): string {
  const shown = JSON.stringify(text);
  return text.startsWith("tcp://")
    ? `${shown} (Kubernetes sets that for a Service named "runledger": set enableServiceLinks to false in the pod)`
    : shown;
}
