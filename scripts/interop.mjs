// The tests that drive a gateway with the clients that people have, `*.interop.test.ts`: the SDKs and commands of
// Flyte 2 and Flyte 1, generated clients in Go and Python, grpcurl, curl; and the blob store against a server
// that speaks S3. What they need is installed below node_modules/.cache, from PyPI and the Go module proxy, the first time in a
// minute or a few. What can't be installed is said, and its tests are left out.
//
//   npm run test:interop
//   npm run test:interop -- tracked
//
// Last of all, it prints `N passed, N failed`.

import { buildGo, buildGoClient, installGo, installPython } from "./interop/install.mjs";
import { runVitest } from "./testing/run-vitest.mjs";

const FLYTECTL = "github.com/flyteorg/flyte/flytectl";

// All at once: some wait for the network, and others for the processor.
const [flyte, flytekit, goClient, marshallers, flytectl, grpcurl, versitygw] = await Promise.all([
  installPython("python/requirements.txt"),
  installPython("python/flyte1/requirements.txt"),
  buildGoClient(),
  buildGo("marshallers"),
  process.env["RUNLEDGER_FLYTECTL"] ?? buildGo("flytectl", FLYTECTL),
  installGo("grpcurl", "github.com/fullstorydev/grpcurl/cmd/grpcurl@v1.9.4"),
  installGo("versitygw", "github.com/versity/versitygw/cmd/versitygw@v1.8.0"),
]);

const missing = [
  ...(flyte === undefined ? ["flyte-sdk (needs python3 and PyPI)"] : []),
  ...(flytekit === undefined ? ["flytekit (needs python3 and PyPI)"] : []),
  ...(goClient === undefined ? ["clients in Go (needs go and its module proxy)"] : []),
  ...(flytectl === undefined
    ? ["flytectl (needs go and its module proxy, or RUNLEDGER_FLYTECTL: a program that is there)"]
    : []),
  ...(marshallers === undefined ? ["grpc-gateway (needs go and its module proxy)"] : []),
  ...(grpcurl === undefined ? ["grpcurl (needs go and its module proxy)"] : []),
  ...(versitygw === undefined ? ["versitygw (needs go and its module proxy)"] : []),
];
for (const each of missing)
  console.log(`Left out: the tests with ${each}, which could not be installed.`);

process.exitCode = runVitest(
  ["--project", "interop", "--project", "blobs", ...process.argv.slice(2)],
  {
    ...process.env,
    RUNLEDGER_INTEROP_TESTS: "1",
    ...(flyte !== undefined && { RUNLEDGER_FLYTE: flyte }),
    ...(flytekit !== undefined && { RUNLEDGER_FLYTEKIT: flytekit }),
    ...(goClient !== undefined && { RUNLEDGER_GO_CLIENT: goClient }),
    ...(flytectl !== undefined && { RUNLEDGER_FLYTECTL: flytectl }),
    ...(marshallers !== undefined && { RUNLEDGER_MARSHALLERS: marshallers }),
    ...(grpcurl !== undefined && { RUNLEDGER_GRPCURL: grpcurl }),
    ...(versitygw !== undefined && { RUNLEDGER_VERSITYGW: versitygw }),
  },
);
