// The tests in a real browser, `*.browser.test.ts`: the machine's own Chromium, or the one that RUNLEDGER_CHROMIUM names.
//
//   npm run test:browser
//
// Last of all, it prints `N passed, N failed`.

import { runVitest } from "./testing/run-vitest.mjs";

process.exitCode = runVitest(process.argv.slice(2), {
  ...process.env,
  RUNLEDGER_BROWSER_TESTS: "1",
});
