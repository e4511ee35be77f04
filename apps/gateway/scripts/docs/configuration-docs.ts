import { flagOf, variableOf } from "../../src/settings/setting-names.ts";
import { type AnySetting, settingGroups } from "../../src/settings/table.ts";

/** Writes docs/configuration.md. */
export function configurationDocs(): string {
  return `# Configuration

<!-- Printed from the program by \`npm run generate\`. Do not edit. -->

Every setting of the gateway is a flag, an environment variable, or a key in a JSON file. Flags come before the
environment, the environment before the file, and the file before what holds where nobody says otherwise. The file is
named by \`--config\` or \`RUNLEDGER_CONFIG\`:

\`\`\`json
{ "port": 9000, "database": "/var/lib/runledger/runledger.db", "corsOrigins": ["https://console.example.com"], "requestTimeout": "10s" }
\`\`\`

Lengths of time are written as \`500ms\`, \`30s\`, \`2m\`, \`1h\`; numbers of bytes as \`65536\`, \`64KiB\`, \`16MiB\`; lists with commas
between, or as an array in a file. What is on or off is turned on by the flag alone, and off by \`--no-\` before its name. A name that there isn't, or a value that can't be, is an error that says what may have
been meant; the program then ends with the exit code 2, and with 1 where what a setting points to can't be used: a port in
use, a file that can't be read, a database that is damaged.

The variables \`RUNLEDGER_URL\` and \`RUNLEDGER_TOKEN\` belong to the command \`runledger\`, and those that Kubernetes sets beside
a Service named "runledger" to nobody: the gateway leaves them alone.

${settingGroups.map(({ title, settings }) => `## ${title}\n\n${intros[title] ?? ""}${table(Object.entries(settings))}`).join("\n\n")}
`;
}

const intros: Readonly<Record<string, string>> = {
  Network: `The gateway listens on the loopback address, where nobody but the machine's own users can reach it. On any other address it
asks for a token, or refuses to start: \`--allow-unauthenticated-network-access\` is for networks where everybody who can
reach the port may read and write everything. TLS is for the proxy in front of it.

`,
  Work: `What is done here of the work of queued actions: [reconciler.md](reconciler.md#where-work-is-done).

`,
  Limits: `Each limit has an error that names it and how it is set: \`extensions.limit\` with the code \`LIMIT_EXCEEDED\`, \`OVERLOADED\` or
\`TIMEOUT\` ([errors](errors.md)). The query \`{ server { limits { name value flag } } }\` tells what a gateway was started with.

`,
};

function table(settings: readonly (readonly [string, AnySetting])[]): string {
  const rows = settings.map(([name, setting]) => {
    const { description, expected } = setting;
    const cells = [
      `\`${flagOf(name)}\`<br>\`${variableOf(name)}\`<br>\`${name}\``,
      fallback(setting),
      `${description} ${capital(expected)}.`,
    ];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
  return ["| flag, variable, key | default | what it does |", "|---|---|---|", ...rows].join("\n");
}

function fallback(setting: AnySetting): string {
  if (setting.fallbackText !== undefined) return setting.fallbackText;
  if (setting.fallback === undefined) return "–";
  const shown = setting.show(setting.fallback);
  return shown === "" ? "–" : `\`${shown}\``;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
