import { readFileSync } from "node:fs";
import { type Message, create } from "@bufbuild/protobuf";
import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import { checkSchemas } from "../check-schemas.ts";
import { CompatError } from "../compat-error.ts";
import type { Finding, SourcePath } from "../finding.ts";
import { lintLifecycles } from "../lifecycle/check-lifecycles.ts";
import { type Overlay, readOverlay } from "../overlay/overlay.ts";
import { judge } from "../policy/judge.ts";
import { type Mode, modes } from "../policy/policy.ts";
import { schemaOf } from "../schema/read-image.ts";
import type { Schema } from "../schema/schema.ts";
import { messageOf } from "./protocol.ts";
import { pluginRules } from "./plugin-rules.ts";
import { sortFiles } from "./sort-files.ts";

/** A file as buf hands it over. */
interface PluginFile {
  readonly fileDescriptorProto: FileDescriptorProto;
  readonly isImport: boolean;
}

/** What buf asks to be checked. Source: buf.plugin.check.v1.CheckRequest. */
export interface CheckRequest {
  readonly fileDescriptors: readonly PluginFile[];
  readonly againstFileDescriptors: readonly PluginFile[];
  readonly options: readonly {
    readonly key: string;
    readonly value?: { readonly stringValue: string };
  }[];
  /** The rules to check; all that hold by default where there are none. */
  readonly ruleIds: readonly string[];
}

/**
 * Answers a request of buf with what it found.
 *
 * @throws CompatError where an option means nothing
 */
export function check(request: CheckRequest): Message {
  const { mode, overlay } = optionsOf(request);
  const wanted = new Map(
    pluginRules
      .filter(({ id, isDefault }) =>
        request.ruleIds.length === 0 ? isDefault : request.ruleIds.includes(id),
      )
      .map(({ rule, id }) => [rule as string, id]),
  );
  const after = schemaFrom("the schema", request.fileDescriptors, overlay);
  const before = schemaFrom("the schema before", request.againstFileDescriptors, overlay);
  const policy = { modes: { "*": mode }, undecided: "fail" } as const;
  const annotations = [...lintLifecycles(after), ...checkSchemas(before, after)]
    .filter((finding) => judge(finding, "", true, policy).standing === "fails")
    .flatMap((finding) => {
      const id = wanted.get(finding.rule);
      return id === undefined ? [] : [annotationOf(finding, id)];
    });
  return create(messageOf("buf.plugin.check.v1.CheckResponse"), { annotations });
}

function schemaFrom(
  name: string,
  files: readonly PluginFile[],
  overlay: Overlay | undefined,
): Schema {
  const imports = new Set(
    files
      .filter(({ isImport }) => isImport)
      .map(({ fileDescriptorProto }) => fileDescriptorProto.name),
  );
  const protos = sortFiles(files.map(({ fileDescriptorProto }) => fileDescriptorProto));
  return schemaOf(name, protos, overlay, (file) => imports.has(file.name));
}

function annotationOf({ message, source, oldSource }: Finding, ruleId: string): object {
  return {
    ruleId,
    message,
    ...(source === undefined ? {} : { fileLocation: locationOf(source) }),
    ...(oldSource === undefined ? {} : { againstFileLocation: locationOf(oldSource) }),
  };
}

function locationOf({ file, path }: SourcePath): Message {
  return create(messageOf("buf.plugin.descriptor.v1.FileLocation"), {
    fileName: file,
    sourcePath: [...path],
  });
}

function optionsOf({ options }: CheckRequest): { mode: Mode; overlay: Overlay | undefined } {
  let mode: Mode = "FULL";
  let overlay: Overlay | undefined;
  for (const { key, value } of options) {
    const text = value?.stringValue ?? "";
    if (key === "mode") {
      const found = modes.find((each) => each === text);
      if (found === undefined) {
        throw new CompatError(`option mode is "${text}": use one of ${modes.join(", ")}`);
      }
      mode = found;
    } else if (key === "overlay") overlay = readOverlay(text, readFileSync(text, "utf8"));
    else throw new CompatError(`option ${key} means nothing: there are mode and overlay`);
  }
  return { mode, overlay };
}
