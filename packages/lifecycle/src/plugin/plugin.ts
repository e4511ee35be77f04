import { readFileSync } from "node:fs";
import { type DescEnum, type DescFile, create, createFileRegistry } from "@bufbuild/protobuf";
import {
  type CodeGeneratorRequest,
  type CodeGeneratorResponse,
  type CodeGeneratorResponse_File,
  CodeGeneratorResponseSchema,
  CodeGeneratorResponse_FileSchema,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";
import { type Plugin, createEcmaScriptPlugin } from "@bufbuild/protoplugin";
import { checkLifecycle } from "../check-lifecycle.ts";
import { defineLifecycle } from "../define-lifecycle.ts";
import { findLifecycles } from "../find-lifecycles.ts";
import type { Lifecycle } from "../lifecycle.ts";
import { generateCode } from "./generate-code.ts";
import { generateJson } from "./generate-json.ts";
import { generateMarkdown } from "./generate-markdown.ts";
import { generateSql } from "./generate-sql.ts";
import { locate } from "./locate.ts";
import { fileNameOf } from "./names.ts";
import { type OtherTarget, type PluginOptions, parseOptions } from "./options.ts";

const name = "protoc-gen-lifecycle";

// package.json lies two folders above, in the sources as in the build.
const manifest: unknown = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
);
const version =
  typeof manifest === "object" && manifest !== null && "version" in manifest
    ? `v${String(manifest.version)}`
    : "";

/**
 * Generates from the lifecycles that enums carry. Checks them first: if one contradicts itself
 * nothing is generated, and the answer names each line to mend.
 */
export const lifecyclePlugin: Plugin = { name, version, run };

function run(request: CodeGeneratorRequest): CodeGeneratorResponse {
  const options = parseOptions(request.parameter);
  if (options.kind === "refused") return refuse([options.message]);
  const enums = findLifecycles(filesToGenerate(request)).filter(({ typeName }) =>
    isWanted(options, typeName),
  );
  const missing = options.enums.filter(
    (wanted) => !enums.some(({ typeName }) => typeName === wanted),
  );
  if (missing.length > 0) {
    return refuse(
      missing.map(
        (wanted) => `enum=${wanted}: no file to generate has such an enum with a lifecycle.`,
      ),
    );
  }
  const problems = enums.flatMap(problemsOf);
  if (problems.length > 0) return refuse(problems);
  const response = runCode(request, options);
  response.file.push(...otherFiles(options.others, enums));
  return response;
}

function refuse(lines: readonly string[]): CodeGeneratorResponse {
  return create(CodeGeneratorResponseSchema, { error: lines.join("\n") });
}

function isWanted({ enums }: PluginOptions, typeName: string): boolean {
  return enums.length === 0 || enums.includes(typeName);
}

function filesToGenerate(request: CodeGeneratorRequest): DescFile[] {
  const set = create(FileDescriptorSetSchema, { file: request.protoFile });
  const registry = createFileRegistry(set);
  return request.fileToGenerate.flatMap((path) => registry.getFile(path) ?? []);
}

function problemsOf(desc: DescEnum): string[] {
  return checkLifecycle(desc).map((problem) => {
    const subject = problem.value ?? desc.typeName;
    return `${locate(desc, problem)}: ${subject}: ${problem.message} [${problem.id}]`;
  });
}

/**
 * Lets protoplugin print the code, and answer for what protoc asks of every plugin: features and
 * editions.
 */
function runCode(request: CodeGeneratorRequest, options: PluginOptions): CodeGeneratorResponse {
  const plugin = createEcmaScriptPlugin({
    name,
    version,
    generateTs: (schema) => {
      if (options.codeParameter === undefined) return;
      for (const file of schema.files) {
        const enums = findLifecycles([file]).filter(({ typeName }) => isWanted(options, typeName));
        if (enums.length === 0) continue;
        generateCode(schema.generateFile(`${file.name}_lifecycle.ts`), file, enums);
      }
    },
  });
  return plugin.run({ ...request, parameter: options.codeParameter ?? "target=ts" });
}

const file = (path: string, content: string): CodeGeneratorResponse_File =>
  create(CodeGeneratorResponse_FileSchema, { name: path, content });

function otherFiles(
  targets: readonly OtherTarget[],
  enums: readonly DescEnum[],
): CodeGeneratorResponse_File[] {
  if (enums.length === 0) return [];
  const lifecycles = enums
    .toSorted((a, b) => (a.typeName < b.typeName ? -1 : 1))
    .map((desc): Lifecycle => defineLifecycle(desc));
  const byTarget: Record<OtherTarget, () => CodeGeneratorResponse_File[]> = {
    sql: () => [file("lifecycle.sql", generateSql(lifecycles))],
    json: () => [file("lifecycle.json", generateJson(lifecycles))],
    md: () => lifecycles.map((each) => file(`${fileNameOf(each.desc)}.md`, generateMarkdown(each))),
  };
  return targets.flatMap((target) => byTarget[target]());
}
