// Writes proto/buf/validate/validate.proto, printed from the descriptor that
// @bufbuild/protovalidate embeds.
//
// Protovalidate's npm package carries the rules as generated code only, and no schema registry may
// be needed to build this repository. What is printed is therefore, by construction, the version of
// the rules that is checked at run time. Run it after an update of @bufbuild/protovalidate; a test
// fails until that is done.

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createRegistry } from "@bufbuild/protobuf";
import { file_buf_validate_validate } from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import { printProto } from "./print-proto.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const target = join(root, "proto/buf/validate/validate.proto");
const header = `// Copyright 2023-2026 Buf Technologies, Inc. Licensed under the Apache License, Version 2.0.
//
// Printed from the descriptor in the npm package @bufbuild/protovalidate by
// packages/proto/scripts/vendor-validate.ts. Not to be edited. The documented original:
// https://github.com/bufbuild/protovalidate
`;

mkdirSync(dirname(target), { recursive: true });
writeFileSync(
  target,
  header + printProto(file_buf_validate_validate.proto, createRegistry(file_buf_validate_validate)),
);
execFileSync("buf", ["format", "--write", target], { cwd: root, stdio: "inherit" });
