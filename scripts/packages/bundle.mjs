import { build } from "esbuild";

/**
 * Bundles a program as a web page's build would: no Node, smallest form.
 *
 * @param {string} contents the program
 * @param {string} folder where its imports are looked up
 * @param {{ external?: boolean }} [options] `external` leaves other packages out
 * @returns {Promise<{ kind: "bundle", code: string } | { kind: "failed", message: string }>}
 */
export async function bundle(contents, folder, { external = false } = {}) {
  try {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: folder, loader: "ts" },
      bundle: true,
      write: false,
      minify: true,
      logLevel: "silent",
      target: "es2022",
      ...(external
        ? { platform: "node", format: "esm", packages: "external" }
        : { platform: "browser", format: "iife" }),
    });
    return { kind: "bundle", code: outputFiles.map(({ text }) => text).join("\n") };
  } catch (error) {
    return { kind: "failed", message: error instanceof Error ? error.message : String(error) };
  }
}
