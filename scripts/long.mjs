// The tests that take long, `*.long.test.ts`, and those that go on for as long as they are told to: how often a store is killed
// (RUNLEDGER_CRASHES), how many random requests each RPC gets (RUNLEDGER_FUZZ), how many streams are open at a time
// (RUNLEDGER_IDLE_STREAMS). `npm test` runs the latter with less.
//
//   npm run test:long
//   npm run test:long -- replay
//
// Last of all, it prints `N passed, N failed`.

import { runVitest } from "./testing/run-vitest.mjs";

process.exitCode = runVitest(process.argv.slice(2), {
  RUNLEDGER_CRASHES: "20",
  RUNLEDGER_FUZZ: "100",
  RUNLEDGER_IDLE_STREAMS: "10000",
  ...process.env,
  RUNLEDGER_LONG_TESTS: "1",
});
