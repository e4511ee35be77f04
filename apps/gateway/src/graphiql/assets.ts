import { graphiqlStart } from "./page.ts";

/** A file that the page loads. */
export interface Asset {
  readonly type: string;
  readonly text: string;
}

const script = "text/javascript; charset=utf-8";

/**
 * Keeps the tabs where they are. The library slides them into place, and where several are there from the beginning, one
 * that is pressed jumps away from under the pointer, so that it can't be chosen.
 */
const stillTabs = "\n.graphiql-tabs > li { transform: none !important; }\n";

let loaded: Promise<ReadonlyMap<string, Asset>> | undefined;

/** Loads what the page loads, the first time that somebody looks at it: it is nine megabytes, which a start can do without. */
export function graphiqlAssets(): Promise<ReadonlyMap<string, Asset>> {
  loaded ??= import("@graphql-yoga/render-graphiql/graphiql").then((parts) => {
    const { js, css, editorWorkerService, jsonWorker, graphqlWorker } = parts;
    return new Map<string, Asset>([
      ["graphiql.js", { type: script, text: js }],
      ["graphiql.css", { type: "text/css; charset=utf-8", text: css + stillTabs }],
      ["start.js", { type: script, text: graphiqlStart() }],
      ["editorWorkerService.worker.js", { type: script, text: editorWorkerService }],
      ["json.worker.js", { type: script, text: jsonWorker }],
      ["graphql.worker.js", { type: script, text: graphqlWorker }],
    ]);
  });
  return loaded;
}

/** The names of the files. */
export const assetNames: readonly string[] = [
  "graphiql.js",
  "graphiql.css",
  "start.js",
  "editorWorkerService.worker.js",
  "json.worker.js",
  "graphql.worker.js",
];
