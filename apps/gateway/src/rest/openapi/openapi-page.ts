import { pageScript } from "./page-script.ts";

const style = `
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c2430; background: #fff; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 2rem 0 0; }
details { border-top: 1px solid #8884; padding: .3rem 0; }
summary { cursor: pointer; } summary b { display: inline-block; width: 4.5rem; } summary span { color: #66707e; margin-left: .7rem; }
form { display: grid; gap: .5rem; margin: .7rem 0 .7rem 1rem; }
label { display: grid; grid-template-columns: 15rem 1fr; gap: .1rem .7rem; } label small { grid-column: 2; color: #66707e; }
input, select, textarea, button { font: inherit; color: inherit; background: transparent; border: 1px solid #8888; padding: .2rem .4rem; }
textarea, code, pre { font: 13px/1.4 ui-monospace, monospace; } button { justify-self: start; cursor: pointer; }
pre { overflow: auto; max-height: 30rem; background: #8881; padding: .6rem; } .command { white-space: pre-wrap; }
.ok { color: #1a7f37; } .bad { color: #cf222e; }
@media (prefers-color-scheme: dark) { body { color: #e5e9f0; background: #12161c; } }
`;

/** Writes the page that shows what there is over plain HTTP, and tries it. All of it stands in the page itself. */
export function openapiPage(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Runledger REST</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<h1>Runledger REST</h1>
<p>What there is over plain HTTP, to be tried. Programs GET this address for the OpenAPI document.</p>
<noscript>This page needs JavaScript.</noscript>
<main></main>
<script type="module">${pageScript}</script>
</body>
</html>
`;
}
