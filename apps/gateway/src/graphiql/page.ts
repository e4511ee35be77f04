import { examples } from "./examples.ts";

/** The folder of what the page loads. */
export const assetsPath = "/graphql/assets";

/** Writes GraphiQL's page. All that it loads comes from the gateway itself. */
export function graphiqlPage(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Runledger GraphiQL</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assetsPath}/graphiql.css">
</head>
<body id="body" class="no-focus-outline">
<noscript>GraphiQL is a program for browsers with JavaScript. Programs POST to this address.</noscript>
<div id="root"></div>
<script src="${assetsPath}/graphiql.js"></script>
<script src="${assetsPath}/start.js"></script>
</body>
</html>
`;
}

/** Writes the script that starts it. */
export function graphiqlStart(): string {
  const options = {
    title: "Runledger GraphiQL",
    subscriptionsProtocol: "SSE",
    defaultTabs: examples.map((query) => ({ query })),
  };
  return `self.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_, label) => "${assetsPath}/" + label + ".worker.js",
};
YogaGraphiQL.renderYogaGraphiQL(document.querySelector("#root"), ${JSON.stringify(options)});
`;
}
