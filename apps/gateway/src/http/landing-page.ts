/** What the gateway serves beside what it always serves. */
export interface Served {
  readonly graphiql: boolean;
  readonly metrics: boolean;
}

/** Writes the page at /: what this is, and where to go. */
export function landingPage(version: string, served: Served): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Runledger</title>
<style>
body { font: 16px/1.6 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1.5rem; color: #1c2430; background: #fff; }
h1 { font-size: 1.6rem; margin: 0; }
p.what { margin-top: .3rem; color: #55606f; }
dt { font-weight: 600; margin-top: 1rem; }
dd { margin: 0; }
a { color: #0b5cad; }
@media (prefers-color-scheme: dark) { body { color: #e5e9f0; background: #12161c; } p.what { color: #9aa5b4; } a { color: #6db3f2; } }
</style>
</head>
<body>
<h1>Runledger</h1>
<p class="what">The system of record for the life of a run. Version ${version}.</p>
<dl>
${served.graphiql ? graphiql : graphql}
<dt><a href="/api/v1/openapi">/api/v1/openapi</a></dt>
<dd>What there is over plain HTTP, as Flyte 1's tools call it: a page to try it, and for programs an OpenAPI document.</dd>
<dt><a href="/healthz">/healthz</a> and <a href="/readyz">/readyz</a></dt>
<dd>Whether the program runs, and whether its database answers.</dd>
${served.metrics ? metrics : ""}<dt><a href="https://github.com/runledger/runledger/tree/main/docs">Documentation</a></dt>
<dd>What the ledger promises, the schema, the settings and the error codes.</dd>
</dl>
</body>
</html>
`;
}

const graphiql = `<dt><a href="/graphql">/graphql</a></dt>
<dd>GraphiQL: queries, mutations and live subscriptions, with examples. Programs POST to the same address.</dd>`;

const graphql = `<dt>/graphql</dt>
<dd>GraphQL, for programs: queries, mutations and live subscriptions. Its page, GraphiQL, is turned off.</dd>`;

const metrics = `<dt><a href="/metrics">/metrics</a></dt>
<dd>What the gateway counts and measures, for Prometheus.</dd>
`;
