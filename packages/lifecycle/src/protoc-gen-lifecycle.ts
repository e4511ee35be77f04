#!/usr/bin/env node
// The protoc plugin: reads a CodeGeneratorRequest on stdin, writes a CodeGeneratorResponse to
// stdout.
//
// protoplugin brings a whole TypeScript compiler. Programs that only read lifecycles must not have
// to install that, so it is an optional peer of this package, and looked for here.

try {
  const { runNodeJs } = await import("@bufbuild/protoplugin");
  const { lifecyclePlugin } = await import("./plugin/plugin.ts");
  runNodeJs(lifecyclePlugin);
} catch (error) {
  if (!(error instanceof Error) || !error.message.includes("'@bufbuild/protoplugin'")) throw error;
  process.stderr.write(
    "protoc-gen-lifecycle needs @bufbuild/protoplugin: npm install --save-dev @bufbuild/protoplugin\n",
  );
  process.exitCode = 1;
}
