import { expect, it } from "vitest";
import { codeAfter } from "../testing/code-after.ts";
import { CommandProcess } from "../testing/process.ts";

it(
  "serve --demo starts a gateway, plays a build into it and stops cleanly; runs and watch show it",
  { timeout: 60_000 },
  async () => {
    using serving = new CommandProcess(["serve", "--port", "0", "--database", "memory:", "--demo"]);
    const [, url = ""] = await serving.match(/GraphQL +(http:\S+)\/graphql/);
    const [, run = ""] = await serving.match(/runledger watch (demo-\S+) /);

    using watching = new CommandProcess(["watch", run, "--wait"], { RUNLEDGER_URL: url });
    expect(await watching.ended()).toBe(0);
    expect(watching.stdout).toMatch(/^revision \d+: /m);
    expect(watching.stdout).toMatch(/^turbo run build {2}succeeded/m);
    expect(watching.stdout).toMatch(/settled at revision \d+: succeeded\n$/);
    await serving.match(/every report is in the ledger/);

    using listing = new CommandProcess(["runs", "--phase", "succeeded"], { RUNLEDGER_URL: url });
    expect(await listing.ended()).toBe(0);
    expect(listing.stdout).toMatch(
      new RegExp(
        `^${run} {2}default/development {2}succeeded in [\\d.]+ s {2}20\\d\\d-.*Z {2}\\d+ succeeded\\n$`,
      ),
    );

    serving.kill("SIGTERM");
    expect(await serving.ended()).toBe(codeAfter("SIGTERM", 0));
  },
);
