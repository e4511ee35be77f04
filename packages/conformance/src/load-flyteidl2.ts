import { mkdirSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type DescFile, type Registry, createRegistry } from "@bufbuild/protobuf";
import { buildSync } from "esbuild";

const require = createRequire(import.meta.url);

/**
 * Loads the descriptors of Flyte 2 as the official package carries them.
 *
 * The package holds TypeScript sources only, with enums, which Node does not run from node_modules.
 * So they are bundled into a cache first; the code that runs is theirs, on the protobuf runtime
 * that ours runs on.
 */
export async function loadFlyteidl2(): Promise<Registry> {
  const root = dirname(require.resolve("@flyteorg/flyteidl2/package.json"));
  const sources = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith("_pb.ts"))
    .toSorted();
  const cache = fileURLToPath(new URL("../node_modules/.cache/", import.meta.url));
  const outfile = join(cache, "flyteidl2.mjs");
  mkdirSync(cache, { recursive: true });
  buildSync({
    stdin: {
      contents: sources
        .map((path, index) => `export * as f${index} from ${JSON.stringify(`./${path}`)};`)
        .join("\n"),
      resolveDir: root,
    },
    bundle: true,
    external: ["@bufbuild/*"],
    format: "esm",
    logLevel: "silent",
    outfile,
  });
  const modules: unknown = await import(/* @vite-ignore */ pathToFileURL(outfile).href);
  return createRegistry(...filesIn(modules));
}

function filesIn(modules: unknown): DescFile[] {
  return Object.values(Object(modules)).flatMap((module) =>
    Object.values(Object(module)).filter(isFile),
  );
}

function isFile(value: unknown): value is DescFile {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "file";
}
