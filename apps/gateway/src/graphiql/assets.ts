import { promisify } from "node:util";
import { gzip as compress } from "node:zlib";
import { graphiqlStart } from "./page.ts";

const gzip = promisify(compress);

/** A file that the page loads. */
export interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  /** The same, compressed by gzip: a fifth of it. */
  readonly compressed: Buffer;
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
  loaded ??= load();
  return loaded;
}

async function load(): Promise<ReadonlyMap<string, Asset>> {
  const { js, css, editorWorkerService, jsonWorker, graphqlWorker } =
    await import("@graphql-yoga/render-graphiql/graphiql");
  const texts: readonly (readonly [name: string, type: string, text: string])[] = [
    ["graphiql.js", script, js],
    ["graphiql.css", "text/css; charset=utf-8", css + stillTabs],
    ["start.js", script, graphiqlStart()],
    ["editorWorkerService.worker.js", script, editorWorkerService],
    ["json.worker.js", script, jsonWorker],
    ["graphql.worker.js", script, graphqlWorker],
  ];
  const assets = texts.map(async ([name, type, text]): Promise<[string, Asset]> => {
    const bytes = Buffer.from(text);
    return [name, { type, bytes, compressed: await gzip(bytes) }];
  });
  return new Map(await Promise.all(assets));
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
