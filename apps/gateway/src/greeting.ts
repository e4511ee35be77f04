import type { ExecutorInfo, Gateway } from "./gateway.ts";

/** Writes what is printed once the gateway runs: what it did, where it is, and what to try next. */
export function greeting({ url, storage, executor }: Gateway, took: number): string {
  const report =
    'mutation { reportEvents(input: {reports: [{event: {id: {run: {project: "docs", domain: "development", name: "hello"}, name: "a0"}, attempt: 1, phase: RUNNING}}]}) { results { outcome revision } } }';
  const watch =
    'subscription { runActions(run: {project: "docs", domain: "development", name: "hello"}, wait: true) { __typename ... on ActionsSnapshot { actions { action { name phase } } } ... on ActionsChanged { actions { action { name phase } } } } }';
  return `Runledger is ready after ${Math.round(took)} ms.

  GraphQL   ${url}/graphql   (open it in a browser for GraphiQL, with examples)
  Health    ${url}/readyz
  Data      ${storage}
  Work      ${executor === undefined ? "none is done here" : workLines(executor)}

Try next:
${executor?.plugins.includes("process") === true ? workflow(url) : ""}
  # watch a run, before there is one
  curl -N ${url}/graphql -H 'content-type: application/json' -H 'accept: text/event-stream' \\
    -d '${JSON.stringify({ query: watch })}'

  # in another terminal: report that it runs
  curl ${url}/graphql -H 'content-type: application/json' \\
    -d '${JSON.stringify({ query: report })}'

  # play the record of a real build into it
  npx runledger demo --to ${url}

Ctrl-C stops it.
`;
}

function workflow(url: string): string {
  return `
  # in a clone of the repository: run a workflow of commands, which asks something before it ends
  npx runledger run examples/hello.yaml --to ${url}
`;
}

function workLines({ folder, plugins, user }: ExecutorInfo): string {
  if (plugins.length === 0) return "conditions only; --plugins process runs commands too";
  const lines = [`${plugins.join(", ")}, below ${folder}`];
  if (plugins.includes("process")) {
    lines.push(
      `Whoever reaches this port and may create runs can run commands as ${user}.`,
      "--no-executor or --plugins none keeps them from it.",
    );
  }
  return lines.join("\n            ");
}
