import { flagOf, variableOf } from "./setting-names.ts";
import { type AnySetting, settingGroups } from "./table.ts";

const width = 100;
const indent = 30;

/** What differs from program to program. */
export interface HelpOptions {
  /** What it is, and how it is called. */
  readonly intro: string;
  /** The settings that it knows. Undefined: all. */
  readonly names?: readonly string[];
  /** Lines of examples. */
  readonly examples: string;
}

const gatewayHelp: HelpOptions = {
  intro: `runledger-gateway: records runs and shows them live, over GraphQL.

Usage: runledger-gateway [flags]`,
  examples: `  runledger-gateway
  runledger-gateway --port 0 --database memory:
  runledger-gateway --host 0.0.0.0 --auth-token-file /etc/runledger/tokens
  RUNLEDGER_LOG_LEVEL=debug runledger-gateway --config runledger.json`,
};

/** Writes what `--help` prints. */
export function help({ examples, intro, names }: HelpOptions = gatewayHelp): string {
  const groups = settingGroups.flatMap(({ title, settings }) => {
    const known = Object.entries(settings).filter(([name]) => names?.includes(name) ?? true);
    return known.length === 0 ? [] : [`${title}:\n${entries(known)}`];
  });
  return `${intro}

Every setting is a flag, an environment variable, or a key in a JSON file: --page-size, RUNLEDGER_PAGE_SIZE, "pageSize".
Flags come before the environment, and the environment before the file. --no-graphiql is short for --graphiql=false.

${groups.join("\n\n")}

Other:
${entry("--config FILE", "A JSON file of settings. Also RUNLEDGER_CONFIG.")}
${entry("--help, -h", "Prints this.")}
${entry("--version, -V", "Prints the version.")}

Examples:
${examples}
`;
}

function entries(settings: readonly (readonly [string, AnySetting])[]): string {
  return settings.map(([name, setting]) => settingEntry(name, setting)).join("\n");
}

function settingEntry(name: string, setting: AnySetting): string {
  const { placeholder, description } = setting;
  const flag = placeholder === undefined ? flagOf(name) : `${flagOf(name)} ${placeholder}`;
  return entry(flag, `${description} ${fallbackOf(setting)}[${variableOf(name)}]`);
}

function fallbackOf(setting: AnySetting): string {
  const { fallback } = setting;
  const shown = fallback === undefined ? "" : setting.show(fallback);
  const text = setting.fallbackText ?? shown;
  return text === "" ? "" : `Default: ${text}. `;
}

function entry(left: string, right: string): string {
  const lines = wrap(right);
  const first = `  ${left}`;
  const head = first.length < indent - 1 ? [first.padEnd(indent) + (lines.shift() ?? "")] : [first];
  return [...head, ...lines.map((line) => " ".repeat(indent) + line)].join("\n");
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && indent + line.length + word.length < width) {
      lines[lines.length - 1] = `${line} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}
