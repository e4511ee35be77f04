import { create, createFileRegistry, setExtension } from "@bufbuild/protobuf";
import {
  EnumOptionsSchema,
  EnumValueOptionsSchema,
  FileDescriptorProtoSchema,
  file_google_protobuf_descriptor as descriptorFile,
} from "@bufbuild/protobuf/wkt";
import { type Lifecycle, checkLifecycle, defineLifecycle } from "@runledger/lifecycle";
import {
  Ends,
  LifecycleSchema,
  Outcome,
  Role,
  StepSchema,
  file_runledger_lifecycle_v1_lifecycle as optionsFile,
  lifecycle,
  step,
} from "@runledger/proto/lifecycle/v1";
import type { Sketch, ValueSketch } from "./sketch.ts";

/** Builds a lifecycle as a compiler would; undefined where it contradicts itself. */
export function buildLifecycle({ initial, version, values }: Sketch): Lifecycle | undefined {
  const options = create(EnumOptionsSchema);
  setExtension(
    options,
    lifecycle,
    create(LifecycleSchema, { subject: "job", description: "Made up.", initial, version }),
  );
  const file = create(FileDescriptorProtoSchema, {
    name: "test.proto",
    package: "test",
    syntax: "proto3",
    dependency: [optionsFile.proto.name],
    enumType: [
      {
        name: "Made",
        options,
        value: Object.entries(values).map(([name, value]) => {
          const own = create(EnumValueOptionsSchema);
          setExtension(own, step, stepOf(value));
          return { name, number: value.number, options: own };
        }),
      },
    ],
  });
  const known = [descriptorFile, optionsFile];
  const registry = createFileRegistry(file, (path) =>
    known.find(({ proto }) => proto.name === path),
  );
  const desc = registry.getEnum("test.Made");
  if (desc === undefined) throw new Error("test.Made was not built");
  return checkLifecycle(desc).length === 0 ? defineLifecycle(desc) : undefined;
}

function stepOf({ role = "active", ends, outcome, to = [], retryable, starts }: ValueSketch) {
  return create(StepSchema, {
    description: "Made up.",
    role: ends === undefined ? numberIn(Role, role) : Role.TERMINAL,
    ends: ends === undefined ? Ends.UNSPECIFIED : numberIn(Ends, ends),
    outcome:
      outcome === undefined || ends === undefined
        ? Outcome.UNSPECIFIED
        : numberIn(Outcome, outcome),
    followedBy: [...to],
    retryable: retryable ?? false,
    startsAttempt: starts ?? false,
  });
}

function numberIn<N extends number>(names: Readonly<Record<string, N | string>>, word: string): N {
  const found = names[word.toUpperCase()];
  if (typeof found !== "number") throw new Error(`there is no ${word}`);
  return found;
}
