// The property tests of the validator with ten thousand histories each, and as many broken in each way, or as many as
// RUNLEDGER_HISTORIES says; and ten thousand edits of lifecycles, or RUNLEDGER_EDITS. A minute or two on two idle cores.
//
//   npm run test:validate
//   RUNLEDGER_HISTORIES=1000000 npm run test:validate
//
// Last of all, it prints `N passed, N failed`.

import { runVitest } from "../../../scripts/testing/run-vitest.mjs";

const files = [
  "stream/legal-histories",
  "stream/broken-messages",
  "stream/broken-stories",
  "input/readers",
  "message/message",
  "compat/lifecycle/compare-lifecycles",
];
process.exitCode = runVitest(
  ["--project", "validator", ...files.map((file) => `packages/validator/src/${file}.test.ts`)],
  { RUNLEDGER_HISTORIES: "10000", RUNLEDGER_EDITS: "10000", ...process.env },
);
